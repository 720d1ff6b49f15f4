package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static io.qanat.log.TestLog.ORDERS_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    @TempDir Path path;

    @Test
    void givesOffsetsInOrderAndReadsThemBack() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // Given
            ByteBuffer first = Batches.batch(3, 50, 1000, 1);
            ByteBuffer second = Batches.batch(2, 70, 2000, 2);
            // When
            Appended one = test.append(first);
            Appended two = test.append(second);
            // Then
            assertThat(one).isEqualTo(new Appended(0, 2, 0, -1));
            assertThat(two).isEqualTo(new Appended(3, 4, 0, -1));
            LogSlice all = test.log().read(ORDERS, 0, 1 << 20, true);
            assertThat(all.batches()).isEqualTo(Batches.joined(first, second));
            assertThat(all.offsets()).isEqualTo(new PartitionOffsets(0, 5, 5));
        }
    }

    @Test
    void readsFromTheBatchThatHoldsTheOffset() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // Given
            test.append(Batches.batch(3, 50, 1000, 1));
            ByteBuffer second = Batches.batch(2, 70, 2000, 2);
            test.append(second);
            // When
            LogSlice slice = test.log().read(ORDERS, 4, 1 << 20, true);
            // Then
            assertThat(slice.batches()).isEqualTo(second);
        }
    }

    @Test
    void readsOneBatchHoweverLargeOnlyWhenAsked() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // Given
            ByteBuffer batch = Batches.batch(3, 5000, 1000, 1);
            test.append(batch);
            // When
            LogSlice forced = test.log().read(ORDERS, 0, 10, true);
            LogSlice bounded = test.log().read(ORDERS, 0, 10, false);
            // Then
            assertThat(forced.batches()).isEqualTo(batch);
            assertThat(bounded.sizeInBytes()).isZero();
        }
    }

    @Test
    void readAtTheEndIsEmptyAndBeyondItIsRefused() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // When
            test.append(Batches.batch(3, 50, 1000, 1));
            // Then
            assertThat(test.log().read(ORDERS, 3, 100, true).sizeInBytes()).isZero();
            assertThatThrownBy(() -> test.log().read(ORDERS, 4, 100, true))
                    .isInstanceOf(OffsetOutOfRangeException.class);
            assertThatThrownBy(() -> test.log().read(new TopicPartition("a", 0), 0, 100, true))
                    .isInstanceOf(UnknownPartitionException.class);
        }
    }

    @Test
    void keepsEverythingAcrossACleanClose() {
        // Given
        ByteBuffer batch = Batches.batch(3, 50, 1000, 1);
        int epoch;
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            test.append(batch);
            epoch = test.log().leaderEpoch();
        }
        // When
        try (TestLog again = TestLog.open(path, LogConfig.DEFAULT)) {
            // Then
            assertThat(again.log().recovery()).isEqualTo(new RecoveryReport(true, List.of()));
            assertThat(again.log().partitions()).isEqualTo(Map.of(ORDERS, ORDERS_ID));
            assertThat(again.log().leaderEpoch()).isEqualTo(epoch + 1);
            assertThat(again.log().read(ORDERS, 0, 1000, true).batches()).isEqualTo(batch);
            assertThat(again.append(Batches.batch(1, 1, 1, 1)).baseOffset()).isEqualTo(3);
        }
    }

    @Test
    void deletedPartitionIsGoneWithItsFiles() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // Given
            test.append(Batches.batch(3, 50, 1000, 1));
            // When
            test.log().delete(ORDERS).join();
            // Then
            assertThat(test.log().partitions()).isEmpty();
            var disk = new FileDisk();
            Deadline.await(() -> directoriesIn(disk, path).isEmpty());
            test.withOrders();
            assertThat(test.append(Batches.batch(1, 1, 1, 1)).baseOffset()).isZero();
        }
    }

    @Test
    void createsAPartitionOnlyOnce() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            assertThatThrownBy(() -> test.log().create(ORDERS, ORDERS_ID).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(PartitionExistsException.class);
        }
    }

    @Test
    void writtenAppendsBecomeVisibleAfterTheDelayByThemselves() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // Given
            var advanced = new CopyOnWriteArrayList<TopicPartition>();
            test.log().onAdvance(advanced::add);
            // When
            test.log().append(ORDERS, Batches.batch(3, 50, 1000, 1), Durability.WRITTEN).join();
            // Then
            Deadline.await(() -> !advanced.isEmpty());
            assertThat(advanced).containsExactly(ORDERS);
            assertThat(test.log().offsets(ORDERS)).isEqualTo(new PartitionOffsets(0, 3, 3));
        }
    }

    @Test
    void refusesBytesThatAreNoBatch() {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            assertThatThrownBy(() ->
                            test.log().append(ORDERS, ByteBuffer.allocate(100), Durability.SYNCED))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void appendAfterTheCloseFails() {
        // Given
        TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders();
        test.append(Batches.batch(1, 1, 1, 1));
        test.close();
        // When
        var answer = test.log().append(ORDERS, Batches.batch(1, 1, 1, 1), Durability.SYNCED);
        // Then
        assertThatThrownBy(answer::join).hasCauseInstanceOf(LogClosedException.class);
        assertThatThrownBy(() -> test.log().read(ORDERS, 0, 100, true))
                .isInstanceOf(LogClosedException.class);
    }

    private static List<String> directoriesIn(Disk disk, Path path) {
        try {
            return disk.list(path).stream()
                    .filter(name -> disk.isDirectory(path.resolve(name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
