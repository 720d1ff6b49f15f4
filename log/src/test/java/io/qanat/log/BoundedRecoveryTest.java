package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import io.qanat.log.wal.WalLimits;
import io.qanat.record.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedRecoveryTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path SEGMENT = ROOT.resolve("orders-0/00000000000000000000.log");
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT.withIndexIntervalBytes(10).withWal(new WalLimits(20_000, 4));
    private static final int BATCHES = 2000;

    @Test
    void readsOnlyWhatTheCheckpointDoesNotCover() throws IOException {
        // Given
        MemoryDisk killed = killed();
        long indexPoint =
                offsets(killed, OffsetCheckpoint.INDEX_POINT).getOrDefault("orders-0", 0L);
        long recoveryPoint =
                offsets(killed, OffsetCheckpoint.RECOVERY_POINT).getOrDefault("orders-0", 0L);
        assertThat(indexPoint).isBetween(2L, recoveryPoint);
        // Damage in front of both is not looked for: nobody reads there.
        ByteBuffer content = killed.content(SEGMENT, 1 << 20);
        content.put(70, (byte) (content.get(70) ^ 1));
        FaultyDisk.write(killed, SEGMENT, content);
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, killed)) {
            // Then
            assertThat(test.log().recovery()).isEqualTo(new RecoveryReport(false, List.of()));
            assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(BATCHES);
            for (int offset = 1; offset < BATCHES; offset++) {
                ByteBuffer batch = test.log().read(ORDERS, offset, 0, true).batches();
                assertThat(batch.getLong(0)).isEqualTo(offset);
            }
            for (long offset = recoveryPoint; offset < BATCHES; offset++) {
                assertThat(test.log().offsetForTimestamp(ORDERS, offset))
                        .contains(new TimestampOffset(offset, offset));
            }
        }
    }

    @Test
    void wrongIndexesMakeItReadAll() throws IOException {
        // Given
        MemoryDisk killed = killed();
        Path index = ROOT.resolve("orders-0/00000000000000000000.index");
        FaultyDisk.write(
                killed, index, ByteBuffer.allocate(killed.content(index, 1 << 20).limit()));
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, killed)) {
            // Then
            for (int offset = 0; offset < BATCHES; offset++) {
                ByteBuffer batch = test.log().read(ORDERS, offset, 0, true).batches();
                assertThat(batch.getLong(0)).isEqualTo(offset);
            }
        }
    }

    private static Map<String, Long> offsets(MemoryDisk disk, String name) throws IOException {
        return OffsetCheckpoint.read(new TextFile(disk, ROOT.resolve(name)));
    }

    private static MemoryDisk killed() throws IOException {
        var disk = new MemoryDisk();
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            for (int i = 0; i < BATCHES; i++) {
                test.append(Batches.records(Compression.NONE, i));
            }
            return disk.copy();
        }
    }
}
