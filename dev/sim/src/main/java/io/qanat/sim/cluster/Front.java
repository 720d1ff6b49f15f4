package io.qanat.sim.cluster;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.Reply;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Frame;
import io.qanat.protocol.Payload;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.record.BatchIdentity;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One node of several: the handlers of a node that is alone, told that others lead too. Confined
/// to the run's thread.
///
/// Metadata names all nodes and leaders; what is produced to a partition that this node does not
/// lead, or shall not take, is refused, the rest of the request goes on.
final class Front implements Dispatcher {
    private static final int SIZE_BYTES = 4;

    private final Dispatcher shipped;
    private final BrokerHost host;
    private final int node;
    private @Nullable Refusal refusal;
    private boolean isFencing;

    Front(Dispatcher shipped, BrokerHost host, int node) {
        this.shipped = shipped;
        this.host = host;
        this.node = node;
    }

    /// Has the next request with batches meet a refusal.
    void refuseNext(Refusal next) {
        refusal = next;
    }

    /// Has the producer of the next request with batches be fenced.
    void fenceNext() {
        isFencing = true;
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
                                        .leaderId(leader(topic.name(), each.partitionIndex()))
                                        .leaderEpoch(host.leadership().epoch(each.leaderEpoch()))
                                        .build())
                        .toList();
        return topic.toBuilder().partitions(led).build();
    }

    private int leader(@Nullable String topic, int partition) {
        return host.leadership()
                .leader(new TopicPartition(Objects.requireNonNull(topic), partition));
    }

    private Exchange produce(ByteBuffer bytes, Peer peer) {
        int version = bytes.getShort(bytes.position() + Short.BYTES);
        var in = new WireReader(bytes.duplicate());
        RequestHeader header = RequestHeader.read(in, ApiKey.PRODUCE.requestHeaderVersion(version));
        var request = (ProduceRequest) ApiKey.PRODUCE.readRequest(in, version);
        Verdicts verdicts = verdicts(request);
        if (verdicts.isEmpty()) {
            return shipped.dispatch(bytes, peer);
        }
        ProduceRequest taken = verdicts.taken(request);
        if (taken.topicData().isEmpty()) {
            return new Exchange(
                    header.correlationId(),
                    version,
                    new Answer.Underway(
                            CompletableFuture.completedFuture(null),
                            () -> verdicts.reply(request, ProduceResponse.builder().build())));
        }
        Exchange exchange = shipped.dispatch(joined(Frame.request(header, taken)), peer);
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
                                        ? verdicts.reply(request, response)
                                        : Reply.SILENCE));
    }

    /// What this node says to each partition of a request, other than the truth.
    private Verdicts verdicts(ProduceRequest request) {
        var verdicts = new Verdicts(host);
        var led = new ArrayList<TopicPartition>();
        for (TopicProduceData topic : request.topicData()) {
            for (PartitionProduceData data : topic.partitionData()) {
                var partition = new TopicPartition(topic.name(), data.index());
                long producerId = producerId(data);
                if (isFencing && producerId >= 0) {
                    isFencing = false;
                    host.fence(producerId);
                }
                if (host.leadership().leader(partition) != node) {
                    verdicts.refuse(partition, ErrorCode.NOT_LEADER_OR_FOLLOWER);
                } else if (host.isFenced(producerId)) {
                    verdicts.refuse(partition, ErrorCode.INVALID_PRODUCER_EPOCH);
                } else {
                    led.add(partition);
                }
            }
        }
        Refusal asked = refusal;
        refusal = null;
        // Without an answer nothing can be denied.
        if (asked != null && !led.isEmpty() && (request.acks() != 0 || !asked.isAfterAppend())) {
            verdicts.add(asked, led.get(asked.pick() % led.size()));
        }
        return verdicts;
    }

    /// Whom a batch says that it is from.
    private static long producerId(PartitionProduceData data) {
        Payload records = data.records();
        return records == null
                ? BatchIdentity.NONE.producerId()
                : RecordBatch.next(records.joined()).producerId();
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
