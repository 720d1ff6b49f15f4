package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FOLDER = ROOT.resolve("orders-0");
    private static final Path SEGMENT = FOLDER.resolve("00000000000000000000.log");

    /// Without a write-ahead log, which would have what is damaged here.
    private static final LogConfig SEGMENTS_ONLY = LogConfig.DEFAULT.withSyncPolicy(SyncPolicy.OS);

    private static final LogConfig SMALL =
            SEGMENTS_ONLY.withSegmentBytesMax(1000).withIndexIntervalBytes(100);

    private static final ByteBuffer FIRST = Batches.batch(3, 150, 1000, 1);
    private static final ByteBuffer SECOND = Batches.batch(2, 170, 2000, 2);
    private static final ByteBuffer THIRD = Batches.batch(5, 90, 3000, 3);

    @Test
    void tornLastBatchIsCutOffAtEveryByte() throws IOException {
        MemoryDisk killed = killedWith(SEGMENTS_ONLY, FIRST, SECOND, THIRD);
        ByteBuffer content = killed.content(SEGMENT, 1 << 20);
        int whole = FIRST.capacity() + SECOND.capacity();
        for (int size = whole; size < content.limit(); size++) {
            // Given
            MemoryDisk torn = killed.copy();
            FaultyDisk.write(torn, SEGMENT, content.duplicate().limit(size));
            // When
            try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, torn)) {
                // Then
                assertThat(contentOf(test.log())).isEqualTo(Batches.joined(FIRST, SECOND));
                assertThat(test.log().offsets(ORDERS)).isEqualTo(new PartitionOffsets(0, 5, 5));
                assertThat(test.log().recovery().findings()).hasSize(size == whole ? 0 : 1);
                assertThat(test.append(copy(THIRD)).baseOffset()).isEqualTo(5);
            }
        }
    }

    @Test
    void flippedByteOfTheLastBatchIsNeverServed() throws IOException {
        MemoryDisk killed = killedWith(SEGMENTS_ONLY, FIRST, SECOND);
        ByteBuffer content = killed.content(SEGMENT, 1 << 20);
        int start = FIRST.capacity();
        // From the checksum on it covers every byte.
        for (int at = start + 17; at < content.limit(); at++) {
            // Given
            MemoryDisk damaged = killed.copy();
            ByteBuffer flipped = ByteBuffer.allocate(content.limit()).put(content.duplicate());
            flipped.put(at, (byte) (flipped.get(at) ^ 0x10));
            FaultyDisk.write(damaged, SEGMENT, flipped.flip());
            // When
            try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, damaged)) {
                // Then
                assertThat(contentOf(test.log())).isEqualTo(FIRST);
            }
        }
    }

    @Test
    void secondRecoveryChangesNothing() throws IOException {
        // Given
        MemoryDisk killed = killedWith(SMALL, FIRST, SECOND, THIRD, FIRST, SECOND, THIRD, FIRST);
        Path last = FOLDER.resolve("00000000000000000013.log");
        ByteBuffer content = killed.content(last, 1 << 20);
        FaultyDisk.write(killed, last, content.limit(content.limit() - 1));
        ByteBuffer once;
        MemoryDisk recovered;
        try (TestLog test = TestLog.open(ROOT, SMALL, killed)) {
            once = contentOf(test.log());
            recovered = killed.copy();
        }
        // When
        try (TestLog again = TestLog.open(ROOT, SMALL, recovered)) {
            // Then
            assertThat(again.log().recovery()).isEqualTo(new RecoveryReport(false, List.of()));
            assertThat(contentOf(again.log())).isEqualTo(once);
        }
    }

    @Test
    void damagedBatchInTheMiddleIsMovedAsideAndItsNeighboursStay() throws IOException {
        // Given
        MemoryDisk killed = killedWith(SEGMENTS_ONLY, FIRST, SECOND, THIRD);
        flip(killed, SEGMENT, FIRST.capacity() + 100);
        // When
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, killed)) {
            // Then
            assertThat(contentOf(test.log())).isEqualTo(Batches.joined(FIRST, THIRD));
            ByteBuffer next = test.log().read(ORDERS, 5, 1000, true).batches();
            assertThat(Batches.unplaced(next)).isEqualTo(THIRD);
            ByteBuffer gap = test.log().read(ORDERS, 4, 0, true).batches();
            assertThat(gap.getLong(0)).isEqualTo(3);
            assertThat(gap.getInt(23)).isEqualTo(1);
            assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(10);
            assertThat(test.log().recovery().findings())
                    .singleElement()
                    .asString()
                    .contains("orders-0", "wrong checksum", "position 211", "moved aside 231");
            assertThat(killed.list(FOLDER)).contains("00000000000000000000.log.damaged-211-442");
        }
    }

    @Test
    void whatNoChecksumCoversIsPutRight() throws IOException {
        MemoryDisk killed = killedWith(SEGMENTS_ONLY, FIRST, SECOND, THIRD);
        ByteBuffer content = killed.content(SEGMENT, 1 << 20);
        for (int bit = 0; bit < 17 * 8; bit++) {
            // Given
            MemoryDisk damaged = killed.copy();
            ByteBuffer flipped = ByteBuffer.allocate(content.limit()).put(content.duplicate());
            int at = FIRST.capacity() + bit / 8;
            flipped.put(at, (byte) (flipped.get(at) ^ (1 << (bit % 8))));
            FaultyDisk.write(damaged, SEGMENT, flipped.flip());
            // When
            try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, damaged)) {
                // Then
                assertThat(test.log().recovery().findings())
                        .singleElement()
                        .asString()
                        .contains("position 211, put right");
                assertThat(damaged.content(SEGMENT, 1 << 20)).isEqualTo(content);
            }
        }
    }

    @Test
    void fakeBatchInsideADamagedOneIsNotTakenForOne() throws IOException {
        // Given
        ByteBuffer fake = Batches.batch(1, 20, 1000, 9).putLong(0, 4);
        ByteBuffer host = Batches.batch(2, 2000, fake);
        MemoryDisk killed = killedWith(SEGMENTS_ONLY, FIRST, host, THIRD);
        flip(killed, SEGMENT, FIRST.capacity() + 20);
        // When
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, killed)) {
            // Then
            assertThat(contentOf(test.log())).isEqualTo(Batches.joined(FIRST, THIRD));
        }
    }

    @Test
    void recordsLostBelowTheRecoveryPointDoNotGiveTheirOffsetsAway() throws IOException {
        // Given
        var disk = new MemoryDisk();
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, disk).withOrders()) {
            test.append(copy(FIRST));
            test.append(copy(SECOND));
        }
        ByteBuffer content = disk.content(SEGMENT, 1 << 20);
        FaultyDisk.write(disk, SEGMENT, content.limit(content.limit() - 1));
        // When
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, disk)) {
            // Then
            assertThat(test.log().read(ORDERS, 0, 220, true).batches().limit()).isEqualTo(211);
            ByteBuffer gap = test.log().read(ORDERS, 3, 1000, true).batches();
            assertThat(gap.getLong(0) + gap.getInt(23)).isEqualTo(4);
            assertThat(test.append(copy(THIRD)).baseOffset()).isEqualTo(5);
            assertThat(disk.list(FOLDER)).contains("00000000000000000000.log.damaged-211-441");
        }
    }

    @Test
    void missingAndWrongIndexesAreMadeAnew() throws IOException {
        // Given
        var disk = new MemoryDisk();
        ByteBuffer all;
        try (TestLog test = TestLog.open(ROOT, SMALL, disk).withOrders()) {
            for (int i = 0; i < 20; i++) {
                test.append(Batches.batch(2, 100, i * 1000L, i));
            }
            all = contentOf(test.log());
        }
        disk.delete(FOLDER.resolve("00000000000000000000.index"));
        FaultyDisk.write(
                disk, FOLDER.resolve("00000000000000000012.index"), ByteBuffer.allocate(7));
        FaultyDisk.write(
                disk, FOLDER.resolve("00000000000000000024.index"), ByteBuffer.allocate(24));
        // When
        try (TestLog test = TestLog.open(ROOT, SMALL, disk)) {
            // Then
            assertThat(contentOf(test.log())).isEqualTo(all);
            KafkaRules.check(disk, FOLDER);
            for (long offset = 0; offset < 40; offset++) {
                ByteBuffer batch = test.log().read(ORDERS, offset, 10, true).batches();
                assertThat(batch.getLong(batch.position())).isEqualTo(offset / 2 * 2);
            }
        }
    }

    @Test
    void unfinishedCreationIsNoPartition() throws IOException {
        // Given
        var disk = new MemoryDisk();
        TestLog.open(ROOT, SEGMENTS_ONLY, disk).close();
        disk.createDirectory(FOLDER);
        FaultyDisk.write(disk, SEGMENT, ByteBuffer.allocate(0));
        // When
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, disk)) {
            // Then
            assertThat(test.log().partitions()).isEmpty();
            test.withOrders();
            assertThat(test.append(copy(FIRST)).baseOffset()).isZero();
        }
    }

    @Test
    void leftoversOfADeletionAreRemoved() throws IOException {
        // Given
        var disk = new MemoryDisk();
        TestLog.open(ROOT, SEGMENTS_ONLY, disk).withOrders().close();
        String leftover = PartitionName.deleted(ORDERS, "0123456789abcdef0123456789abcdef");
        disk.rename(FOLDER, ROOT.resolve(leftover));
        // When
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, disk)) {
            // Then
            assertThat(test.log().partitions()).isEmpty();
            assertThat(disk.list(ROOT)).doesNotContain(leftover);
        }
    }

    @Test
    void leaderEpochRisesAfterACrashToo() throws IOException {
        // Given
        MemoryDisk killed = killedWith(SEGMENTS_ONLY, FIRST);
        // When
        try (TestLog test = TestLog.open(ROOT, SEGMENTS_ONLY, killed)) {
            test.append(copy(SECOND));
            // Then
            assertThat(test.log().leaderEpoch()).isEqualTo(1);
        }
        assertThat(text(killed, FOLDER.resolve("leader-epoch-checkpoint")))
                .isEqualTo("0\n4\n0 0\n0 0\n1 3\n1 3\n");
    }

    /// What the disk holds when the process is killed after these appends were acknowledged.
    private static MemoryDisk killedWith(LogConfig config, ByteBuffer... batches)
            throws IOException {
        var disk = new MemoryDisk();
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

    private static void flip(MemoryDisk disk, Path path, int at) throws IOException {
        ByteBuffer content = disk.content(path, 1 << 20);
        content.put(at, (byte) (content.get(at) ^ 0x10));
        FaultyDisk.write(disk, path, content);
    }

    private static String text(MemoryDisk disk, Path path) throws IOException {
        return StandardCharsets.UTF_8.decode(disk.content(path, 1 << 20)).toString();
    }

    /// All batches of the partition but placeholders, with offsets and epochs as they were before
    /// they were appended.
    static ByteBuffer contentOf(Log log) {
        var batches = new ArrayList<ByteBuffer>();
        long offset = log.offsets(ORDERS).logStart();
        while (offset < log.offsets(ORDERS).highWatermark()) {
            ByteBuffer batch = log.read(ORDERS, offset, 0, true).batches();
            offset = batch.getLong(0) + batch.getInt(23) + 1;
            if (batch.getInt(57) > 0) {
                batches.add(Batches.unplaced(batch));
            }
        }
        return Batches.joined(batches.toArray(ByteBuffer[]::new));
    }
}
