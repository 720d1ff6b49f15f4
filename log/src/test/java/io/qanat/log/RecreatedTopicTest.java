package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.wal.WalLimits;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecreatedTopicTest {
    private static final Path ROOT = Path.of("/data");
    private static final LogConfig SMALL = LogConfig.DEFAULT.withWal(new WalLimits(1100, 2));

    @Test
    void topicThatIsMadeAnewDoesNotInheritTheCheckpointOfTheOldOne() {
        // Given a checkpoint of the first topic
        var disk = new MemoryDisk();
        MemoryDisk killed;
        try (var folder = DataFolder.open(ROOT, disk);
                var log = SteppedLog.open(folder, SMALL, () -> 0)) {
            create(log, 1);
            for (int i = 0; i < 20; i++) {
                append(log, i);
            }
            var deleted = log.log().delete(ORDERS);
            log.step();
            deleted.join();
            // When the second one has few records before a crash
            create(log, 2);
            append(log, 20);
            killed = disk.copy();
        }
        // Then
        try (var folder = DataFolder.open(ROOT, killed);
                var log = SteppedLog.open(folder, SMALL, () -> 0)) {
            assertThat(log.log().offsets(ORDERS)).isEqualTo(new PartitionOffsets(0, 2, 2));
            assertThat(log.log().recovery().findings()).isEmpty();
        }
    }

    @Test
    void topicThatIsMadeAnewAfterARestartDoesNotEither() {
        // Given a deletion, and a restart before the next checkpoint
        var disk = new MemoryDisk();
        MemoryDisk restarted;
        try (var folder = DataFolder.open(ROOT, disk);
                var log = SteppedLog.open(folder, SMALL, () -> 0)) {
            create(log, 1);
            for (int i = 0; i < 20; i++) {
                append(log, i);
            }
            var deleted = log.log().delete(ORDERS);
            log.step();
            deleted.join();
            restarted = disk.copy();
        }
        // When
        MemoryDisk killed;
        try (var folder = DataFolder.open(ROOT, restarted);
                var log = SteppedLog.open(folder, SMALL, () -> 0)) {
            create(log, 2);
            killed = restarted.copy();
        }
        // Then
        try (var folder = DataFolder.open(ROOT, killed);
                var log = SteppedLog.open(folder, SMALL, () -> 0)) {
            assertThat(log.log().offsets(ORDERS)).isEqualTo(new PartitionOffsets(0, 0, 0));
        }
    }

    private static void create(SteppedLog log, int id) {
        var created = log.log().create(ORDERS, new UUID(7, id));
        log.step();
        created.join();
    }

    private static void append(SteppedLog log, int i) {
        var appended = log.log().append(ORDERS, Batches.batch(2, 100, 1000, i), Durability.SYNCED);
        log.step();
        appended.join();
    }
}
