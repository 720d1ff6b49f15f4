package io.qanat.sim.cluster;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.Reply;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Frame;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.protocol.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One node of several: the handlers of a node that is alone, told that others lead too. Confined
/// to the run's thread.
///
/// Metadata names all nodes and leaders; what is produced to a partition that this node does not
/// lead is refused, the rest of the request goes on.
final class Front implements Dispatcher {
    private static final int SIZE_BYTES = 4;

    private final Dispatcher shipped;
    private final BrokerHost host;
    private final int node;

    Front(Dispatcher shipped, BrokerHost host, int node) {
        this.shipped = shipped;
        this.host = host;
        this.node = node;
    }

    @Override
    public Exchange dispatch(ByteBuffer request, Peer peer) {
        int key = request.getShort(request.position());
        if (key == ApiKey.PRODUCE.id()) {
            return produce(request, peer);
        }
        Exchange exchange = shipped.dispatch(request, peer);
        if (key == ApiKey.METADATA.id() && exchange.answer() instanceof Answer.InTurn inTurn) {
            return new Exchange(
                    exchange.correlationId(),
                    exchange.responseVersion(),
                    new Answer.InTurn(() -> withNodes(inTurn.work().reply())));
        }
        return exchange;
    }

    private Reply withNodes(Reply reply) {
        return reply instanceof Reply.Response(MetadataResponse metadata)
                ? new Reply.Response(withNodes(metadata))
                : reply;
    }

    private MetadataResponse withNodes(MetadataResponse metadata) {
        var brokers = new ArrayList<MetadataResponseBroker>();
        for (int id = 0; id < BrokerHost.NODES; id++) {
            brokers.add(
                    MetadataResponseBroker.builder()
                            .nodeId(id)
                            .host(BrokerHost.NAME)
                            .port(BrokerHost.port(id))
                            .build());
        }
        return metadata.toBuilder()
                .brokers(brokers)
                .topics(metadata.topics().stream().map(this::withLeaders).toList())
                .build();
    }

    private MetadataResponseTopic withLeaders(MetadataResponseTopic topic) {
        List<MetadataResponsePartition> led =
                topic.partitions().stream()
                        .map(each ->
                                each.toBuilder()
                                        .leaderId(host.leadership().leader(each.partitionIndex()))
                                        .leaderEpoch(host.leadership().epoch(each.leaderEpoch()))
                                        .build())
                        .toList();
        return topic.toBuilder().partitions(led).build();
    }

    private Exchange produce(ByteBuffer bytes, Peer peer) {
        int version = bytes.getShort(bytes.position() + Short.BYTES);
        var in = new WireReader(bytes.duplicate());
        RequestHeader header = RequestHeader.read(in, ApiKey.PRODUCE.requestHeaderVersion(version));
        var request = (ProduceRequest) ApiKey.PRODUCE.readRequest(in, version);
        ProduceRequest led = ledHere(request);
        if (led.equals(request)) {
            return shipped.dispatch(bytes, peer);
        }
        host.count("answer NOT_LEADER_OR_FOLLOWER");
        if (led.topicData().isEmpty()) {
            return new Exchange(
                    header.correlationId(),
                    version,
                    new Answer.Underway(
                            CompletableFuture.completedFuture(null),
                            () -> merged(request, ProduceResponse.builder().build())));
        }
        Exchange exchange = shipped.dispatch(joined(Frame.request(header, led)), peer);
        if (!(exchange.answer() instanceof Answer.Underway underway)) {
            throw new IllegalStateException("produce is not underway");
        }
        return new Exchange(
                exchange.correlationId(),
                exchange.responseVersion(),
                new Answer.Underway(
                        underway.done(),
                        () ->
                                underway.work().reply()
                                                instanceof Reply.Response(ProduceResponse response)
                                        ? merged(request, response)
                                        : Reply.SILENCE));
    }

    private boolean leads(PartitionProduceData partition) {
        return host.leadership().leader(partition.index()) == node;
    }

    private ProduceRequest ledHere(ProduceRequest request) {
        boolean isAll =
                request.topicData().stream()
                        .allMatch(topic -> topic.partitionData().stream().allMatch(this::leads));
        if (isAll) {
            return request;
        }
        var topics = new ArrayList<TopicProduceData>();
        for (TopicProduceData topic : request.topicData()) {
            List<PartitionProduceData> led =
                    topic.partitionData().stream().filter(this::leads).toList();
            if (!led.isEmpty()) {
                topics.add(topic.toBuilder().partitionData(led).build());
            }
        }
        return request.toBuilder().topicData(topics).build();
    }

    /// The answer of all that was asked: what was led here as answered, the rest refused.
    private Reply merged(ProduceRequest request, ProduceResponse answered) {
        if (request.acks() == 0) {
            return new Reply.Hangup("not the leader");
        }
        var topics = new ArrayList<TopicProduceResponse>();
        for (TopicProduceData topic : request.topicData()) {
            var partitions = new ArrayList<PartitionProduceResponse>();
            for (PartitionProduceData partition : topic.partitionData()) {
                partitions.add(answer(answered, topic.name(), partition.index()));
            }
            topics.add(
                    TopicProduceResponse.builder()
                            .name(topic.name())
                            .partitionResponses(partitions)
                            .build());
        }
        return new Reply.Response(answered.toBuilder().responses(topics).build());
    }

    private static PartitionProduceResponse answer(
            ProduceResponse answered, String topic, int partition) {
        for (TopicProduceResponse each : answered.responses()) {
            for (PartitionProduceResponse response : each.partitionResponses()) {
                if (each.name().equals(topic) && response.index() == partition) {
                    return response;
                }
            }
        }
        return PartitionProduceResponse.builder()
                .index(partition)
                .errorCode(ErrorCode.NOT_LEADER_OR_FOLLOWER.code())
                .baseOffset(-1)
                .build();
    }

    private static ByteBuffer joined(ByteBuffer[] frame) {
        int size = 0;
        for (ByteBuffer each : frame) {
            size += each.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer each : frame) {
            whole.put(each.duplicate());
        }
        return whole.flip().position(SIZE_BYTES).slice();
    }
}
