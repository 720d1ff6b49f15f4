package io.qanat.broker.api;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Reply;
import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.TopicName;
import io.qanat.broker.topics.Topics;
import io.qanat.log.Durability;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Produce: batches are checked here, on the connection's reader, and handed to the log. Immutable.
///
/// The reader does not wait for the log, so many requests of one connection share a sync; their
/// answers keep their order.
final class ProduceHandler implements Handler<ProduceRequest> {
    private final Topics topics;
    private final Intake intake;

    private ProduceHandler(Topics topics, Intake intake) {
        this.topics = topics;
        this.intake = intake;
    }

    static Api<ProduceRequest> api(Topics topics, Intake intake) {
        // Versions 0 to 2 are advertised and refused: librdkafka before 2.11.1 compresses only when
        // it sees them
        // (KAFKA-18659). Versions 12 and 13 belong to transactions.
        return Api.of(
                        ApiKey.PRODUCE,
                        3,
                        11,
                        ProduceRequest.class,
                        new ProduceHandler(topics, intake))
                .advertisedFrom(0);
    }

    @Override
    public Answer handle(ProduceRequest request, Call call) {
        TopicImage image = topics.image();
        var writes = new ArrayList<PartitionWrite>();
        for (TopicProduceData topic : request.topicData()) {
            for (PartitionProduceData partition : topic.partitionData()) {
                writes.add(write(image, topic.name(), partition, request.acks(), call.version()));
            }
        }
        return new Answer.Underway(all(writes), () -> reply(request, writes));
    }

    private PartitionWrite write(
            TopicImage image, String topic, PartitionProduceData partition, int acks, int version) {
        Optional<Durability> durability = durability(acks);
        if (durability.isEmpty()) {
            return refused(
                    ErrorCode.INVALID_REQUIRED_ACKS,
                    "acks is " + acks + ", allowed are 0, 1 and -1");
        }
        return switch (PartitionLookup.named(image, topic, partition.index())) {
            case PartitionLookup.Missing missing ->
                    refused(
                            missing.code(),
                            "there is no partition " + topic + "-" + partition.index());
            case PartitionLookup.Found found ->
                    intake.take(found, partition.records(), durability.get(), version);
        };
    }

    private static Optional<Durability> durability(int acks) {
        return switch (acks) {
            case -1 -> Optional.of(Durability.SYNCED);
            case 0 -> Optional.of(Durability.NONE);
            case 1 -> Optional.of(Durability.WRITTEN);
            default -> Optional.empty();
        };
    }

    private static PartitionWrite refused(ErrorCode code, String message) {
        return new PartitionWrite.Refused(Refusal.of(code, message));
    }

    private static CompletableFuture<?> all(List<PartitionWrite> writes) {
        var appends = new ArrayList<CompletableFuture<?>>(writes.size());
        for (PartitionWrite write : writes) {
            if (write instanceof PartitionWrite.Appending appending) {
                appends.add(appending.appended());
            }
        }
        return appends.size() == 1
                ? appends.getFirst()
                : CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new));
    }

    private static Reply reply(ProduceRequest request, List<PartitionWrite> writes) {
        ProduceResponse response = response(request, writes);
        return request.acks() == 0 ? silence(response) : new Reply.Response(response);
    }

    private static ProduceResponse response(ProduceRequest request, List<PartitionWrite> writes) {
        int next = 0;
        var topics = new ArrayList<TopicProduceResponse>(request.topicData().size());
        for (TopicProduceData topic : request.topicData()) {
            var partitions = new ArrayList<PartitionProduceResponse>(topic.partitionData().size());
            for (PartitionProduceData partition : topic.partitionData()) {
                partitions.add(writes.get(next++).response(partition.index()));
            }
            topics.add(
                    TopicProduceResponse.builder()
                            .name(topic.name())
                            .partitionResponses(partitions)
                            .build());
        }
        return ProduceResponse.builder().responses(topics).build();
    }

    // A client that wants no answers learns of a failure by losing the connection: then it asks for
    // metadata again.
    private static Reply silence(ProduceResponse response) {
        for (TopicProduceResponse topic : response.responses()) {
            for (PartitionProduceResponse partition : topic.partitionResponses()) {
                if (partition.errorCode() != ErrorCode.NONE.code()) {
                    return new Reply.Hangup(
                            TopicName.printable(topic.name())
                                    + "-"
                                    + partition.index()
                                    + ": "
                                    + ErrorCode.of(partition.errorCode()));
                }
            }
        }
        return Reply.SILENCE;
    }
}
