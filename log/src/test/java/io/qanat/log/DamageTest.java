package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static io.qanat.log.TestLog.ORDERS_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What becomes of a folder whose files are not what they were: as a whole, while it is open, and
/// beyond repair.
class DamageTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FOLDER = ROOT.resolve("orders-0");
    private static final Path SEGMENT = FOLDER.resolve("00000000000000000000.log");
    private static final TopicPartition OTHER = new TopicPartition("other", 0);
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT.withSegmentBytesMax(1000).withIndexIntervalBytes(100);
    private static final int BATCH_BYTES = batch(0).limit();
    private static final int BATCHES = 12;

    private final MemoryDisk memory = new MemoryDisk();
    private final FaultyDisk disk = new FaultyDisk(memory);

    @Test
    void damageInTheOpenLogIsReportedAndThenSteppedOver() throws IOException {
        for (int batch = 0; batch < BATCHES; batch++) {
            var fresh = new MemoryDisk();
            filled(fresh).close();
            // Given: only the segments have the batches
            try (TestLog test = TestLog.open(ROOT, CONFIG, fresh)) {
                flip(fresh, batch, 70);
                long offset = batch;
                // When
                assertThatThrownBy(() -> readAll(test.log(), 0))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining(segmentOf(batch).toString())
                        .hasMessageContaining("wrong checksum of the batch at offset " + offset)
                        .hasMessageContaining("position " + positionOf(batch));
                Deadline.await(() -> canRead(test.log(), offset));
                // Then
                ByteBuffer gap = test.log().read(ORDERS, offset, 0, true).batches();
                assertThat(gap.getLong(0)).isEqualTo(offset);
                assertThat(gap.getInt(57)).isZero();
                assertThat(readAll(test.log(), 0)).isEqualTo(BATCHES);
                assertThat(test.append(batch(99)).baseOffset()).isEqualTo(BATCHES);
                assertThat(readAll(test.log(), 0)).isEqualTo(BATCHES + 1);
            }
            try (TestLog again = TestLog.open(ROOT, CONFIG, fresh)) {
                assertThat(again.log().recovery().findings()).isEmpty();
                assertThat(readAll(again.log(), 0)).isEqualTo(BATCHES + 1);
            }
        }
    }

    @Test
    void wrongPlaceInTheOpenLogIsPutRight() throws IOException {
        for (int at : new int[] {7, 11, 15, 16}) {
            // Given
            var fresh = new MemoryDisk();
            try (TestLog test = filled(fresh)) {
                ByteBuffer before = fresh.content(segmentOf(3), 1 << 20);
                flip(fresh, 3, at);
                // When
                assertThatThrownBy(() -> readAll(test.log(), 0))
                        .isInstanceOf(StorageException.class);
                Deadline.await(() -> canRead(test.log(), 3));
                // Then
                assertThat(readAll(test.log(), 0)).isEqualTo(BATCHES);
                assertThat(fresh.content(segmentOf(3), 1 << 20)).isEqualTo(before);
            }
        }
    }

    @Test
    void damageThatCannotBeMovedAsideIsTriedOnce() throws IOException {
        // Given
        try (TestLog test = filled(disk)) {
            disk.failsWrites = path -> path.toString().endsWith(".log.tmp");
            flip(memory, 1, 70);
            // When
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> test.log().read(ORDERS, 1, 0, true))
                        .isInstanceOf(StorageException.class);
                test.append(batch(i));
            }
            // Then
            assertThat(disk.failedWrites).isEqualTo(1);
            assertThat(canRead(test.log(), 0)).isTrue();
            assertThat(canRead(test.log(), 2)).isTrue();
        }
    }

    @Test
    void damagedTimeIndexOfTheOpenLogIsMadeAnew() throws IOException {
        // Given
        try (TestLog test = filled(memory)) {
            Path index = FOLDER.resolve("00000000000000000000.timeindex");
            ByteBuffer right = memory.content(index, 1000);
            FaultyDisk.write(memory, index, ByteBuffer.allocate(right.limit()));
            // When
            for (int i = 0; i < BATCHES; i++) {
                long offset = i;
                assertThat(test.log().offsetForTimestamp(ORDERS, 1000 + i))
                        .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(offset));
            }
            // Then
            Deadline.await(() -> contentOf(index).equals(right));
        }
    }

    @Test
    void partitionThatCannotBeReadDoesNotKeepTheOthersFromWork() throws IOException {
        // Given
        try (TestLog test = filled(disk)) {
            test.log().create(OTHER, ORDERS_ID).join();
        }
        disk.failsReads = path -> path.equals(segmentOf(BATCHES - 1));
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk)) {
            Log log = test.log();
            // Then
            assertThat(log.recovery().findings())
                    .anySatisfy(finding ->
                            assertThat(finding)
                                    .contains("/data/orders-0: cannot be opened: injected"));
            assertThat(log.partitions()).containsKeys(ORDERS, OTHER);
            assertThatThrownBy(() -> log.read(ORDERS, 0, 0, true))
                    .isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> log.offsets(ORDERS)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> test.append(batch(1)))
                    .hasCauseInstanceOf(StorageException.class);
            assertThatThrownBy(() -> log.create(ORDERS, ORDERS_ID).join())
                    .hasCauseInstanceOf(StorageException.class);
            var appended = log.append(OTHER, batch(1), Durability.SYNCED);
            assertThat(appended.join().baseOffset()).isZero();
        }
        disk.failsReads = path -> false;
        try (TestLog again = TestLog.open(ROOT, CONFIG, disk)) {
            assertThat(readAll(again.log(), 0)).isEqualTo(BATCHES);
        }
    }

    @Test
    void filesThatAreNoSegmentsAreReportedAndLeftAlone() throws IOException {
        // Given
        filled(memory).close();
        for (String name : List.of("garbage.log", "0.log", "-0000000000000000001.log", "notes")) {
            FaultyDisk.write(memory, FOLDER.resolve(name), batch(1));
        }
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, memory)) {
            // Then
            assertThat(test.log().recovery().findings()).hasSize(3);
            assertThat(readAll(test.log(), 0)).isEqualTo(BATCHES);
            assertThat(memory.list(FOLDER)).contains("garbage.log", "0.log", "notes");
        }
    }

    @Test
    void segmentsThatFitNowhereAreMovedAside() throws IOException {
        for (long base : new long[] {1, 5, BATCHES + 1, 1L << 40, Long.MAX_VALUE}) {
            for (ByteBuffer content : List.of(ByteBuffer.allocate(0), batch(1).putLong(0, base))) {
                // Given
                var fresh = new MemoryDisk();
                filled(fresh).close();
                String name = "%020d.log".formatted(base);
                FaultyDisk.write(fresh, FOLDER.resolve(name), content.duplicate());
                // When
                try (TestLog test = TestLog.open(ROOT, CONFIG, fresh)) {
                    // Then
                    assertThat(test.log().recovery().findings()).anyMatch(f -> f.contains(name));
                    assertThat(readAll(test.log(), 0)).isEqualTo(BATCHES);
                    assertThat(fresh.list(FOLDER)).contains(name + ".stray").doesNotContain(name);
                    assertThat(test.append(batch(1)).baseOffset()).isEqualTo(BATCHES);
                }
                try (TestLog again = TestLog.open(ROOT, CONFIG, fresh)) {
                    assertThat(again.log().recovery().findings()).isEmpty();
                }
            }
        }
    }

    @Test
    void lostOffsetsAreCoveredHoweverManyTheyAre() throws IOException {
        // Given
        filled(memory).close();
        long end = 5_000_000_000L;
        checkpoint(OffsetCheckpoint.RECOVERY_POINT, end);
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, memory)) {
            // Then
            assertThat(test.log().recovery().findings()).anyMatch(f -> f.contains("lost"));
            assertThat(readAll(test.log(), 0)).isEqualTo(end);
            assertThat(test.append(batch(1)).baseOffset()).isEqualTo(end);
        }
        try (TestLog again = TestLog.open(ROOT, CONFIG, memory)) {
            assertThat(again.log().recovery().findings()).isEmpty();
            assertThat(readAll(again.log(), 4_000_000_000L)).isEqualTo(end + 1);
        }
    }

    @Test
    void moreLostOffsetsThanThereCanBeMakeThePartitionUnreadable() throws IOException {
        // Given
        filled(memory).close();
        checkpoint(OffsetCheckpoint.RECOVERY_POINT, 1L << 60);
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, memory)) {
            // Then
            assertThatThrownBy(() -> test.log().offsets(ORDERS))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("lacks the offsets");
        }
    }

    @Test
    void olderEpochCheckpointDoesNotOverruleTheBatches() throws IOException {
        // Given
        filled(memory).close();
        try (TestLog test = TestLog.open(ROOT, CONFIG, memory)) {
            for (int i = 0; i < 3; i++) {
                test.append(batch(i));
            }
        }
        EpochCheckpoint.write(
                new TextFile(memory, FOLDER.resolve(EpochCheckpoint.FILE)),
                new TreeMap<>(Map.of(0, 0L)));
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, memory)) {
            // Then
            assertThat(test.log().leaderEpoch()).isEqualTo(2);
            assertThat(test.log().recovery().findings())
                    .anyMatch(f -> f.contains("leader-epoch-checkpoint: contradicts the batches"));
            for (long offset = 0; offset < BATCHES + 3; offset++) {
                ByteBuffer batch = test.log().read(ORDERS, offset, 0, true).batches();
                assertThat(batch.getInt(12)).isEqualTo(offset < BATCHES ? 0 : 1);
            }
        }
    }

    @Test
    void everyPairOfDamagedBatchesLeavesTheOthers() throws IOException {
        var store = new MemoryDisk();
        filled(store).close();
        for (int first = 0; first < BATCHES; first++) {
            for (int second = first + 1; second < BATCHES; second++) {
                for (int at : new int[] {7, 11, 15, 20, 26, 70}) {
                    // Given
                    MemoryDisk damaged = store.copy();
                    flip(damaged, first, at);
                    flip(damaged, second, 70);
                    // When
                    try (TestLog test = TestLog.open(ROOT, CONFIG, damaged)) {
                        // Then
                        for (int i = 0; i < BATCHES; i++) {
                            if (i != first && i != second) {
                                assertThat(contentAt(test.log(), i)).isEqualTo(batch(i));
                            }
                        }
                    }
                }
            }
        }
    }

    /// The batch at an offset, after as many errors as there may be.
    private static ByteBuffer contentAt(Log log, long offset) {
        Deadline.await(() -> canRead(log, offset));
        return Batches.unplaced(log.read(ORDERS, offset, 0, true).batches());
    }

    private ByteBuffer contentOf(Path path) {
        try {
            return memory.content(path, 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkpoint(String name, long offset) throws IOException {
        new TextFile(memory, ROOT.resolve(name))
                .replace(OffsetCheckpoint.text(Map.of("orders-0", offset)));
    }

    private static TestLog filled(Disk disk) {
        TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders();
        for (int i = 0; i < BATCHES; i++) {
            test.append(batch(i));
        }
        return test;
    }

    private static ByteBuffer batch(int number) {
        return Batches.record(1000 + number, 150);
    }

    /// Reads from an offset to the end, each batch beginning where the one before it ended.
    private static long readAll(Log log, long from) {
        long next = from;
        while (next < log.offsets(ORDERS).highWatermark()) {
            ByteBuffer batches = log.read(ORDERS, next, 500, true).batches();
            assertThat(batches.hasRemaining()).isTrue();
            for (int at = 0; at < batches.limit(); at += batches.getInt(at + 8) + 12) {
                if (next != from) {
                    assertThat(batches.getLong(at)).isEqualTo(next);
                }
                next = batches.getLong(at) + batches.getInt(at + 23) + 1;
            }
        }
        return next;
    }

    private static boolean canRead(Log log, long offset) {
        try {
            return log.read(ORDERS, offset, 0, true).batches().hasRemaining();
        } catch (StorageException e) {
            return false;
        }
    }

    private static int positionOf(int batch) {
        return batch % perSegment() * BATCH_BYTES;
    }

    private static int perSegment() {
        return CONFIG.segmentBytesMax() / BATCH_BYTES;
    }

    private static Path segmentOf(int batch) {
        int base = batch / perSegment() * perSegment();
        return SEGMENT.resolveSibling("%020d.log".formatted(base));
    }

    private static void flip(MemoryDisk disk, int batch, int at) throws IOException {
        Path path = segmentOf(batch);
        ByteBuffer content = disk.content(path, 1 << 20);
        int index = positionOf(batch) + at;
        content.put(index, (byte) (content.get(index) ^ 0x01));
        disk.open(path, Disk.Access.WRITE).writeFully(content, 0);
    }
}
