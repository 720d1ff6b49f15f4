package io.qanat.broker.topics;

import io.qanat.log.Appended;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogSlice;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.metadata.MetadataMessage;
import io.qanat.protocol.metadata.MetadataRecord;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import io.qanat.record.ChunkPool;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The broker's own partition: metadata records in the order in which they took effect. Confined to
/// one thread at a time.
///
/// Records that belong together are one batch, so a crash leaves all of them or none.
public final class MetadataLog {
    /// Where the records are.
    static final TopicPartition PARTITION = new TopicPartition(TopicName.CLUSTER_METADATA, 0);

    // The id that Apache Kafka reserves for this topic.
    static final UUID TOPIC_ID = new UUID(0, 1);
    private static final int READ_BYTES = 1 << 20;
    private static final int CHUNK_BYTES = 4096;

    private final Log log;
    private final InstantSource clock;
    private final ChunkPool chunks = ChunkPool.of(CHUNK_BYTES, 1);

    /// The metadata partition of a log.
    public MetadataLog(Log log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Makes the partition when there is none.
    void open() throws InterruptedException {
        if (!log.partitions().containsKey(PARTITION)) {
            TopicWriter.await(log.create(PARTITION, TOPIC_ID));
        }
    }

    /// Hands over every record from the first to the last.
    void replay(Consumer<MetadataMessage> reader) {
        long end = log.offsets(PARTITION).highWatermark();
        long next = log.offsets(PARTITION).logStart();
        while (next < end) {
            LogSlice slice = log.read(PARTITION, next, READ_BYTES, true);
            ByteBuffer batches = slice.batches();
            while (batches.hasRemaining()) {
                RecordBatch batch = RecordBatch.next(batches);
                replay(batch, reader);
                next = batch.nextOffset();
            }
        }
    }

    private static void replay(RecordBatch batch, Consumer<MetadataMessage> reader) {
        if (batch.isControl()) {
            return;
        }
        RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
        while (records.advance()) {
            ByteBuffer value = records.value();
            if (value != null) {
                reader.accept(MetadataRecord.read(value).body());
            }
        }
    }

    /// Adds records durably, all or none.
    CompletableFuture<Appended> append(List<MetadataMessage> records) {
        var builder = new BatchBuilder(chunks);
        for (MetadataMessage record : records) {
            builder.append(clock.millis(), null, MetadataRecord.of(record).toBytes(), List.of());
        }
        BuiltBatch batch = builder.build(BatchIdentity.NONE);
        ByteBuffer bytes = batch.joined();
        batch.release();
        return log.append(PARTITION, bytes, Durability.SYNCED);
    }
}
