package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.wal.WalLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenAheadTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path WAL = ROOT.resolve("0.wal");
    private static final Path SEGMENT = ROOT.resolve("orders-0/00000000000000000000.log");
    private static final LogConfig SMALL =
            LogConfig.DEFAULT.withSegmentBytesMax(1000).withWal(new WalLimits(2000, 4));

    private static final ByteBuffer FIRST = Batches.batch(3, 150, 1000, 1);
    private static final ByteBuffer SECOND = Batches.batch(2, 170, 2000, 2);
    private static final ByteBuffer THIRD = Batches.batch(5, 90, 3000, 3);

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void lostSegmentIsWrittenAgain() throws IOException {
        // Given
        MemoryDisk killed = killedWith(LogConfig.DEFAULT, FIRST, SECOND, THIRD);
        FaultyDisk.write(killed, SEGMENT, ByteBuffer.allocate(0));
        // When
        try (TestLog test = TestLog.open(ROOT, LogConfig.DEFAULT, killed)) {
            // Then
            assertThat(RecoveryTest.contentOf(test.log()))
                    .isEqualTo(Batches.joined(FIRST, SECOND, THIRD));
            assertThat(test.log().recovery()).isEqualTo(new RecoveryReport(false, List.of()));
        }
    }

    @Test
    void segmentsTornAtAnyByteAreCompleted() throws IOException {
        MemoryDisk killed = killedWith(LogConfig.DEFAULT, FIRST, SECOND, THIRD);
        ByteBuffer content = killed.content(SEGMENT, 1 << 20);
        for (int size = 0; size < content.limit(); size += 7) {
            // Given
            MemoryDisk torn = killed.copy();
            FaultyDisk.write(torn, SEGMENT, content.duplicate().limit(size));
            // When
            try (TestLog test = TestLog.open(ROOT, LogConfig.DEFAULT, torn)) {
                // Then
                assertThat(RecoveryTest.contentOf(test.log()))
                        .isEqualTo(Batches.joined(FIRST, SECOND, THIRD));
            }
        }
    }

    @Test
    void rollsAreDoneAgain() throws IOException {
        // Given
        MemoryDisk killed = killedWith(SMALL, FIRST, SECOND, THIRD, FIRST, SECOND, THIRD);
        ByteBuffer whole;
        try (TestLog test = TestLog.open(ROOT, SMALL, killed.copy())) {
            whole = RecoveryTest.contentOf(test.log());
        }
        FaultyDisk.write(killed, SEGMENT, killed.content(SEGMENT, 1 << 20).limit(300));
        // When
        try (TestLog test = TestLog.open(ROOT, SMALL, killed)) {
            // Then
            assertThat(RecoveryTest.contentOf(test.log())).isEqualTo(whole);
            assertThat(whole).isEqualTo(Batches.joined(FIRST, SECOND, THIRD, FIRST, SECOND, THIRD));
        }
    }

    @Test
    void damageThatWasDurableOnceIsReportedAndTheRestCounts() throws IOException {
        // Given
        MemoryDisk killed = killedWith(LogConfig.DEFAULT, FIRST, SECOND);
        ByteBuffer wal = killed.content(WAL, 1 << 20);
        int inTheFirstEntry = 200;
        wal.put(inTheFirstEntry, (byte) (wal.get(inTheFirstEntry) ^ 1));
        FaultyDisk.write(killed, WAL, wal);
        FaultyDisk.write(killed, SEGMENT, ByteBuffer.allocate(0));
        // When
        try (TestLog test = TestLog.open(ROOT, LogConfig.DEFAULT, killed)) {
            // Then
            assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(5);
            ByteBuffer rest = test.log().read(ORDERS, 3, 1000, true).batches();
            assertThat(Batches.unplaced(rest)).isEqualTo(SECOND);
            assertThat(test.log().recovery().findings())
                    .anyMatch(line -> line.contains("0.wal") && line.contains("damaged"))
                    .anyMatch(line -> line.contains("offset 0 to 3"));
        }
    }

    @Test
    void filesAreUsedAgainAndRemovedAtTheEnd() throws IOException {
        try (TestLog test = TestLog.open(ROOT, SMALL, disk).withOrders()) {
            // When
            for (int i = 0; i < 200; i++) {
                test.append(Batches.batch(2, 100, i, i));
            }
            // Then
            assertThat(disk.list(ROOT)).contains("0.wal", "1.wal").doesNotContain("4.wal");
        }
        assertThat(disk.list(ROOT)).noneMatch(name -> name.endsWith(".wal"));
        try (TestLog test = TestLog.open(ROOT, SMALL, disk)) {
            assertThat(test.log().recovery().cleanlyClosed()).isTrue();
            assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(400);
        }
    }

    @Test
    void otherPolicyTakesOverWhatWasWrittenAhead() throws IOException {
        // Given
        MemoryDisk killed = killedWith(LogConfig.DEFAULT, FIRST, SECOND);
        FaultyDisk.write(killed, SEGMENT, ByteBuffer.allocate(0));
        LogConfig os = LogConfig.DEFAULT.withSyncPolicy(SyncPolicy.OS);
        // When
        try (TestLog test = TestLog.open(ROOT, os, killed)) {
            // Then
            assertThat(RecoveryTest.contentOf(test.log())).isEqualTo(Batches.joined(FIRST, SECOND));
            assertThat(killed.list(ROOT)).noneMatch(name -> name.endsWith(".wal"));
        }
    }

    @Test
    void damageThatTheWriteAheadLogHasIsWrittenAgain() throws IOException {
        // Given
        try (TestLog test = TestLog.open(ROOT, LogConfig.DEFAULT, disk).withOrders()) {
            test.append(copy(FIRST));
            test.append(copy(SECOND));
            test.append(copy(THIRD));
            ByteBuffer content = disk.content(SEGMENT, 1 << 20);
            int inTheSecond = FIRST.capacity() + 100;
            content.put(inTheSecond, (byte) (content.get(inTheSecond) ^ 1));
            FaultyDisk.write(disk, SEGMENT, content);
            assertThatThrownBy(() -> test.log().read(ORDERS, 3, 1000, true))
                    .isInstanceOf(StorageException.class);
            // When: the next command comes behind the repair
            test.append(copy(FIRST));
            // Then
            assertThat(RecoveryTest.contentOf(test.log()))
                    .isEqualTo(Batches.joined(FIRST, SECOND, THIRD, FIRST));
        }
    }

    private MemoryDisk killedWith(LogConfig config, ByteBuffer... batches) {
        try (TestLog test = TestLog.open(ROOT, config, disk).withOrders()) {
            for (ByteBuffer batch : batches) {
                test.append(copy(batch));
            }
            return disk.copy();
        }
    }

    private static ByteBuffer copy(ByteBuffer batch) {
        return ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
    }
}
