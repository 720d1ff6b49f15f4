package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static io.qanat.log.TestLog.ORDERS_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.wal.WalLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProducersTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FOLDER = ROOT.resolve("orders-0");
    private static final LogConfig CONFIG = LogConfig.DEFAULT;
    private static final Numbered PRODUCER = new Numbered(7, 0);

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void everyOneOfTheLastFiveIsADuplicateAndNotWritten() {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            // Given
            appendSix(test);
            for (int batch = 1; batch < 6; batch++) {
                // When
                Appended answer = test.append(PRODUCER.batch(2 * batch, 2));
                // Then
                assertThat(answer).isEqualTo(new Appended(2L * batch, 2L * batch + 1, 0, -1));
            }
            assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(12);
        }
    }

    @Test
    void olderOneAndGapAreOutOfOrder() {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            // Given
            appendSix(test);
            // Then
            assertOutOfOrder(test, PRODUCER.batch(0, 2));
            assertOutOfOrder(test, PRODUCER.batch(13, 1));
            assertOutOfOrder(test, PRODUCER.batch(10, 1));
            assertThat(test.append(PRODUCER.batch(12, 1)).baseOffset()).isEqualTo(12);
        }
    }

    @Test
    void newEpochBeginsAtZeroAndEndsTheOldOne() {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            // Given
            test.append(PRODUCER.batch(0, 3));
            var next = new Numbered(7, 1);
            assertOutOfOrder(test, next.batch(3, 1));
            // When
            test.append(next.batch(0, 1));
            // Then
            assertThatThrownBy(() -> test.append(PRODUCER.batch(3, 1)))
                    .hasCauseInstanceOf(InvalidProducerEpochException.class);
            assertThatThrownBy(() -> test.append(PRODUCER.batch(0, 3)))
                    .hasCauseInstanceOf(InvalidProducerEpochException.class);
            assertThat(test.append(next.batch(0, 1)).baseOffset()).isEqualTo(3);
            assertThat(test.append(next.batch(1, 1)).baseOffset()).isEqualTo(4);
        }
    }

    @Test
    void unknownProducerMayBeginAnywhereAndNumbersWrap() {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            // When
            test.append(PRODUCER.batch(Integer.MAX_VALUE - 1, 4));
            // Then
            assertThat(test.append(PRODUCER.batch(Integer.MAX_VALUE - 1, 4)).baseOffset()).isZero();
            assertThat(test.append(PRODUCER.batch(2, 1)).baseOffset()).isEqualTo(4);
        }
    }

    @Test
    void numberedBatchComesAlone() {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            ByteBuffer two = Batches.joined(PRODUCER.batch(0, 1), PRODUCER.batch(1, 1));
            assertThatThrownBy(() -> test.append(two)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void duplicateOfTheSameGroupWaitsForItsSync() {
        var faulty = new FaultyDisk(disk);
        try (DataFolder folder = DataFolder.open(ROOT, faulty);
                SteppedLog stepped = SteppedLog.open(folder, CONFIG, () -> 0)) {
            // Given
            CompletableFuture<Void> created = stepped.log().create(ORDERS, ORDERS_ID);
            stepped.step();
            created.join();
            CompletableFuture<Appended> first = append(stepped, PRODUCER.batch(0, 1));
            stepped.step();
            assertThat(first.join().baseOffset()).isZero();
            CompletableFuture<Appended> original = append(stepped, PRODUCER.batch(1, 1));
            CompletableFuture<Appended> duplicate = append(stepped, PRODUCER.batch(1, 1));
            // When the sync fails
            faulty.failsForces = true;
            stepped.step();
            // Then
            assertThat(original).isCompletedExceptionally();
            assertThatThrownBy(duplicate::join).hasCauseInstanceOf(LogSealedException.class);
        }
    }

    @Test
    void nothingOvertakesAFirstBatchThatTheDiskRefused() {
        var faulty = new FaultyDisk(disk);
        try (TestLog test = TestLog.open(ROOT, CONFIG, faulty).withOrders()) {
            // Given
            faulty.roomBytes = 0;
            assertThatThrownBy(() -> test.append(PRODUCER.batch(4, 1)))
                    .hasCauseInstanceOf(DiskFullException.class);
            // When there is room again
            faulty.roomBytes = Long.MAX_VALUE;
            // Then
            assertOutOfOrder(test, PRODUCER.batch(5, 1));
            assertThat(test.append(PRODUCER.batch(4, 1)).baseOffset()).isZero();
            assertThat(test.append(PRODUCER.batch(5, 1)).baseOffset()).isEqualTo(1);
        }
    }

    @Test
    void newEpochBeginsAtZeroAfterABatchThatTheDiskRefused() {
        var faulty = new FaultyDisk(disk);
        try (TestLog test = TestLog.open(ROOT, CONFIG, faulty).withOrders()) {
            // Given
            faulty.roomBytes = 0;
            assertThatThrownBy(() -> test.append(PRODUCER.batch(4, 1)))
                    .hasCauseInstanceOf(DiskFullException.class);
            faulty.roomBytes = Long.MAX_VALUE;
            // When
            Appended appended = test.append(new Numbered(7, 1).batch(0, 1));
            // Then
            assertThat(appended.baseOffset()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FSYNC", "OS"})
    void restartsKeepAllFive(SyncPolicy policy) throws IOException {
        LogConfig config = CONFIG.withSyncPolicy(policy);
        MemoryDisk killed;
        try (TestLog test = TestLog.open(ROOT, config, disk).withOrders()) {
            appendSix(test);
            killed = disk.copy();
        }
        assertThat(disk.list(FOLDER)).contains("00000000000000000012.snapshot");
        for (MemoryDisk found : List.of(killed, disk)) {
            // When
            try (TestLog test = TestLog.open(ROOT, config, found)) {
                // Then
                assertThat(test.log().recovery().findings()).isEmpty();
                assertKnows(test);
            }
        }
    }

    @Test
    void damagedSnapshotIsMadeAnewFromTheBatches() throws IOException {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            appendSix(test);
        }
        Path file = FOLDER.resolve("00000000000000000012.snapshot");
        ByteBuffer content = disk.content(file, 1 << 20);
        for (int at = 0; at <= content.limit(); at++) {
            // Given one bit flipped, or all cut off from there
            MemoryDisk flipped = disk.copy();
            ByteBuffer wrong = ByteBuffer.allocate(content.limit()).put(content.duplicate()).flip();
            if (at == content.limit()) {
                wrong.limit(at - 1);
            } else {
                wrong.put(at, (byte) (wrong.get(at) ^ 4));
            }
            FaultyDisk.write(flipped, file, wrong);
            // When
            try (TestLog test = TestLog.open(ROOT, CONFIG, flipped)) {
                // Then
                assertThat(test.log().recovery().findings())
                        .singleElement()
                        .asString()
                        .contains("12.snapshot");
                assertKnows(test);
            }
        }
    }

    @Test
    void snapshotBehindTheEndOfTheLogIsRemoved() throws IOException {
        // Given
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            appendSix(test);
        }
        ByteBuffer snapshot = disk.content(FOLDER.resolve("00000000000000000012.snapshot"), 1000);
        Path stray = FOLDER.resolve("00000000000000000013.snapshot");
        FaultyDisk.write(disk, stray, snapshot);
        // When
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk)) {
            // Then
            assertThat(disk.exists(stray)).isFalse();
            assertKnows(test);
        }
    }

    @Test
    void checkpointWritesASnapshotAndOldOnesGo() throws IOException {
        LogConfig config =
                CONFIG.withIndexIntervalBytes(0)
                        .withSegmentBytesMax(5000)
                        .withWal(new WalLimits(20_000, 4));
        try (TestLog test = TestLog.open(ROOT, config, disk).withOrders()) {
            // When
            for (int sequence = 0; sequence < 2000; sequence++) {
                test.append(PRODUCER.batch(sequence, 1));
            }
            // Then
            assertThat(disk.list(FOLDER).stream().filter(name -> name.endsWith(".snapshot")))
                    .hasSizeBetween(1, 2);
        }
    }

    @Test
    void quietProducerIsForgottenAndABusyOneIsNot() {
        LogConfig config = CONFIG.withProducers(new ProducerLimits(10, Duration.ofSeconds(5)));
        var busy = new Numbered(8, 0);
        try (TestLog test = TestLog.open(ROOT, config, disk).withOrders()) {
            // Given
            test.log().expireProducers(2000);
            test.append(PRODUCER.batch(0, 1));
            test.append(busy.batch(0, 1));
            test.log().expireProducers(6999);
            assertOutOfOrder(test, PRODUCER.batch(5, 1));
            test.append(busy.batch(1, 1));
            // When
            test.log().expireProducers(7000);
            // Then
            assertOutOfOrder(test, busy.batch(5, 1));
            assertThat(test.append(PRODUCER.batch(5, 1)).baseOffset()).isEqualTo(3);
        }
    }

    @Test
    void firstTimeThatIsToldAfterAnOpeningForgetsNobody() {
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk).withOrders()) {
            test.append(PRODUCER.batch(0, 1));
        }
        try (TestLog test = TestLog.open(ROOT, CONFIG, disk)) {
            // When
            test.log().expireProducers(Duration.ofDays(3).toMillis());
            // Then
            assertThat(test.append(PRODUCER.batch(0, 1)).baseOffset()).isZero();
            assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(1);
        }
    }

    @Test
    void theOneThatWasQuietLongestMakesRoom() {
        LogConfig config = CONFIG.withProducers(new ProducerLimits(2, Duration.ofDays(1)));
        try (TestLog test = TestLog.open(ROOT, config, disk).withOrders()) {
            // Given
            test.append(new Numbered(1, 0).batch(0, 1));
            test.append(new Numbered(2, 0).batch(0, 1));
            test.append(new Numbered(1, 0).batch(1, 1));
            // When
            test.append(new Numbered(3, 0).batch(0, 1));
            // Then
            assertOutOfOrder(test, new Numbered(1, 0).batch(5, 1));
            assertThat(test.append(new Numbered(2, 0).batch(5, 1)).baseOffset()).isEqualTo(4);
        }
    }

    private static CompletableFuture<Appended> append(SteppedLog stepped, ByteBuffer batch) {
        return stepped.log().append(ORDERS, batch, Durability.SYNCED);
    }

    private static void appendSix(TestLog test) {
        for (int batch = 0; batch < 6; batch++) {
            test.append(PRODUCER.batch(2 * batch, 2));
        }
    }

    private static void assertKnows(TestLog test) {
        for (int batch = 1; batch < 6; batch++) {
            assertThat(test.append(PRODUCER.batch(2 * batch, 2)).baseOffset())
                    .isEqualTo(2L * batch);
        }
        assertOutOfOrder(test, PRODUCER.batch(0, 2));
        assertThat(test.log().offsets(ORDERS).logEnd()).isEqualTo(12);
    }

    private static void assertOutOfOrder(TestLog test, ByteBuffer batch) {
        assertThatThrownBy(() -> test.append(batch))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OutOfOrderSequenceException.class);
    }
}
