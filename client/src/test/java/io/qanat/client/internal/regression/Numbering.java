package io.qanat.client.internal.regression;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.record.BatchIdentity;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;

/// How a producer numbers the batches that it sends, told by how ours does. Confined to one thread.
///
/// ```
/// … crc u32 (17) | attributes … (21) | producer id i64 (43) | epoch i16 (51) | base sequence i32 (53) | …
/// ```
abstract class Numbering {
    private static final int CRC_AT = 17;
    private static final int COVERED_AT = 21;
    private static final int PRODUCER_AT = 43;
    private static final int EPOCH_AT = 51;
    private static final int SEQUENCE_AT = 53;

    /// As we do.
    static Numbering ours() {
        return new Numbering() {
            @Override
            BatchIdentity identity(TopicPartition partition, BatchIdentity ours) {
                return ours;
            }
        };
    }

    /// Whose the batch is that has our identity.
    abstract BatchIdentity identity(TopicPartition partition, BatchIdentity ours);

    /// The request as this producer sends it.
    final ScriptedRequest of(ScriptedRequest request) {
        var body = (ProduceRequest) request.body();
        var renumbered =
                body.toBuilder()
                        .topicData(body.topicData().stream().map(this::of).toList())
                        .build();
        return new ScriptedRequest(request.key(), request.header(), renumbered);
    }

    private TopicProduceData of(TopicProduceData topic) {
        return topic.toBuilder()
                .partitionData(
                        topic.partitionData().stream()
                                .map(each ->
                                        of(new TopicPartition(topic.name(), each.index()), each))
                                .toList())
                .build();
    }

    private PartitionProduceData of(TopicPartition partition, PartitionProduceData data) {
        ByteBuffer ours = Objects.requireNonNull(data.records()).joined();
        BatchIdentity identity = identity(partition, identity(ours));
        ByteBuffer bytes = ByteBuffer.allocate(ours.remaining()).put(ours).flip();
        bytes.putLong(PRODUCER_AT, identity.producerId());
        bytes.putShort(EPOCH_AT, identity.producerEpoch());
        bytes.putInt(SEQUENCE_AT, identity.baseSequence());
        var crc = new CRC32C();
        crc.update(bytes.slice(COVERED_AT, bytes.limit() - COVERED_AT));
        bytes.putInt(CRC_AT, (int) crc.getValue());
        return data.toBuilder().records(Payload.of(bytes)).build();
    }

    private static BatchIdentity identity(ByteBuffer bytes) {
        RecordBatch batch = RecordBatch.of(bytes.duplicate());
        return BatchIdentity.idempotent(
                batch.producerId(), batch.producerEpoch(), batch.baseSequence());
    }
}
