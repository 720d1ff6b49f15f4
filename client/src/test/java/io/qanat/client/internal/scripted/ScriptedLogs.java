package io.qanat.client.internal.scripted;

import io.qanat.client.TopicPartition;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.record.BatchIdentity;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The partitions' values as a cluster has stored them, with errors to be answered first.
/// Thread-safe.
public final class ScriptedLogs {
    private final Map<TopicPartition, List<String>> logs = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Queue<ErrorCode>> errors = new ConcurrentHashMap<>();
    private final Map<TopicPartition, ScriptedSequences> sequences = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Queue<BatchIdentity>> identities = new ConcurrentHashMap<>();
    private volatile int batchBytesMax = Integer.MAX_VALUE;

    /// Refuses larger batches.
    public void batchBytesMax(int bytes) {
        batchBytesMax = bytes;
    }

    /// Answers the next batches for a partition with these errors, and does not store them.
    public void refuse(TopicPartition partition, ErrorCode... codes) {
        errors.computeIfAbsent(partition, key -> new ConcurrentLinkedQueue<>())
                .addAll(List.of(codes));
    }

    /// Who sent the batches that came in, stored or not, in their order.
    public List<BatchIdentity> identities(TopicPartition partition) {
        return List.copyOf(identities.getOrDefault(partition, new ConcurrentLinkedQueue<>()));
    }

    /// What is stored.
    public List<String> values(TopicPartition partition) {
        return logs.getOrDefault(partition, List.of());
    }

    /// Stores what a request carries, and answers it.
    public ApiMessage produce(ScriptedRequest request) {
        var topics = new ArrayList<TopicProduceResponse>();
        for (TopicProduceData topic : ((ProduceRequest) request.body()).topicData()) {
            topics.add(
                    TopicProduceResponse.builder()
                            .name(topic.name())
                            .partitionResponses(
                                    topic.partitionData().stream()
                                            .map(data -> append(topic.name(), data))
                                            .toList())
                            .build());
        }
        return ProduceResponse.builder().responses(topics).build();
    }

    /// Answers what a request carries with an error, and stores nothing.
    public ApiMessage refusal(ScriptedRequest request, ErrorCode error) {
        ((ProduceRequest) request.body())
                .topicData()
                .forEach(topic ->
                        topic.partitionData()
                                .forEach(data ->
                                        refuse(
                                                new TopicPartition(topic.name(), data.index()),
                                                error)));
        return produce(request);
    }

    private PartitionProduceResponse append(String topic, PartitionProduceData data) {
        var partition = new TopicPartition(topic, data.index());
        ErrorCode error =
                errors.computeIfAbsent(partition, key -> new ConcurrentLinkedQueue<>()).poll();
        var answer = PartitionProduceResponse.builder().index(data.index()).logAppendTimeMs(-1);
        Payload payload = Objects.requireNonNull(data.records());
        ByteBuffer bytes = payload.joined();
        if (error == null && bytes.remaining() > batchBytesMax) {
            error = ErrorCode.MESSAGE_TOO_LARGE;
        }
        RecordBatch batch = RecordBatch.of(bytes);
        identities
                .computeIfAbsent(partition, key -> new ConcurrentLinkedQueue<>())
                .add(
                        BatchIdentity.idempotent(
                                batch.producerId(), batch.producerEpoch(), batch.baseSequence()));
        if (error != null) {
            return answer.errorCode(error.code()).baseOffset(-1).build();
        }
        ScriptedSequences known =
                sequences.computeIfAbsent(partition, key -> new ScriptedSequences());
        boolean isNumbered = batch.producerId() != RecordBatch.NO_PRODUCER;
        OptionalLong before = isNumbered ? known.offsetOf(batch) : OptionalLong.empty();
        if (before.isPresent()) {
            return answer.baseOffset(before.getAsLong()).build();
        }
        ErrorCode refusal = isNumbered ? known.check(batch) : ErrorCode.NONE;
        if (refusal != ErrorCode.NONE) {
            return answer.errorCode(refusal.code()).baseOffset(-1).build();
        }
        List<String> log =
                logs.computeIfAbsent(
                        partition, key -> Collections.synchronizedList(new ArrayList<>()));
        int baseOffset = log.size();
        log.addAll(values(batch));
        if (isNumbered) {
            known.append(batch, baseOffset);
        }
        return answer.baseOffset(baseOffset).build();
    }

    private static List<String> values(RecordBatch batch) {
        batch.verify();
        var values = new ArrayList<String>();
        RecordCursor cursor = batch.records(DecompressionLimits.DEFAULT);
        while (cursor.advance()) {
            ByteBuffer value = cursor.value();
            values.add(value == null ? "null" : StandardCharsets.UTF_8.decode(value).toString());
        }
        return values;
    }
}
