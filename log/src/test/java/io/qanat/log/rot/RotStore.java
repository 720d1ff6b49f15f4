package io.qanat.log.rot;

import io.qanat.log.Appended;
import io.qanat.log.DataFolder;
import io.qanat.log.Durability;
import io.qanat.log.LogConfig;
import io.qanat.log.ProducerLimits;
import io.qanat.log.SteppedLog;
import io.qanat.log.SyncPolicy;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.wal.WalLimits;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import io.qanat.record.ChunkPool;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A small data folder with several partitions, segments and leader epochs, and what was
/// acknowledged of it. Closed in order, or as a crash leaves it.
final class RotStore {
    static final Path ROOT = Path.of("/data");
    static final LogConfig CONFIG =
            new LogConfig(
                    SyncPolicy.FSYNC,
                    6000,
                    600,
                    Duration.ofMillis(5),
                    1000,
                    new WalLimits(12_000, 8),
                    ProducerLimits.DEFAULT);

    private static final int SESSIONS = 4;
    private static final int ROUNDS_PER_SESSION = 8;
    private static final int PAYLOAD_BYTES_MAX = 1200;
    private static final ChunkPool POOL = ChunkPool.of(4096, 4);

    private final Random random;
    private final MemoryDisk disk;
    private final Map<TopicPartition, List<ByteBuffer>> batches = new LinkedHashMap<>();

    private RotStore(Random random) {
        this.random = random;
        this.disk = new MemoryDisk();
        batches.put(new TopicPartition("orders", 0), new ArrayList<>());
        batches.put(new TopicPartition("orders", 1), new ArrayList<>());
        batches.put(new TopicPartition("payments", 0), new ArrayList<>());
    }

    private RotStore(RotStore of) {
        this.random = of.random;
        this.disk = of.disk.copy();
        this.batches.putAll(of.batches);
    }

    /// A folder that was closed in order.
    static RotStore closed(Random random) {
        var store = new RotStore(random);
        for (int session = 0; session < SESSIONS; session++) {
            store.session(session);
        }
        return store;
    }

    /// A folder whose last owner was killed after its last acknowledgement.
    static RotStore crashed(Random random) {
        var store = new RotStore(random);
        for (int session = 0; session < SESSIONS - 1; session++) {
            store.session(session);
        }
        return store.session(SESSIONS - 1);
    }

    /// Appends to all partitions under a leader epoch of its own; returns how the folder is before
    /// it is closed.
    private RotStore session(int epoch) {
        try (DataFolder folder = DataFolder.open(ROOT, disk);
                SteppedLog stepped = SteppedLog.open(folder, CONFIG, () -> 0)) {
            if (epoch == 0) {
                for (TopicPartition partition : batches.keySet()) {
                    var created = stepped.log().create(partition, topicId(partition));
                    stepped.step();
                    created.join();
                }
            }
            for (int round = 0; round < ROUNDS_PER_SESSION; round++) {
                var answers = new ArrayList<CompletableFuture<Appended>>();
                batches.forEach((partition, all) -> {
                    ByteBuffer batch = batch(random);
                    ByteBuffer bytes = batch.duplicate();
                    answers.add(stepped.log().append(partition, bytes, Durability.SYNCED));
                    all.add(batch);
                });
                finish(stepped);
                answers.forEach(CompletableFuture::join);
            }
            return new RotStore(this);
        }
    }

    private static void finish(SteppedLog stepped) {
        boolean worked = true;
        while (worked) {
            worked = stepped.step();
        }
    }

    /// A batch of one to five records, whose timestamps go forth and back and repeat.
    static ByteBuffer batch(Random random) {
        var builder = new BatchBuilder(POOL);
        int records = 1 + random.nextInt(5);
        for (int i = 0; i < records; i++) {
            byte[] value = new byte[random.nextInt(PAYLOAD_BYTES_MAX / records)];
            random.nextBytes(value);
            long timestamp = 1_000_000 + 10L * random.nextInt(100);
            builder.append(timestamp, null, ByteBuffer.wrap(value), List.of());
        }
        BuiltBatch built = builder.build(BatchIdentity.NONE);
        ByteBuffer joined = built.joined();
        ByteBuffer copy = ByteBuffer.allocate(joined.remaining()).put(joined).flip();
        built.release();
        return copy;
    }

    static UUID topicId(TopicPartition partition) {
        return new UUID(7, partition.topic().hashCode());
    }

    MemoryDisk disk() {
        return disk;
    }

    /// The acknowledged batches as they were stored, in their order.
    Map<TopicPartition, List<ByteBuffer>> batches() {
        return batches;
    }
}
