package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.MemoryDisk;
import io.qanat.record.Compression;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimestampSearchTest {
    private static final Path ROOT = Path.of("/data");
    private static final LogConfig CONFIG =
            LogConfig.DEFAULT.withSegmentBytesMax(300).withIndexIntervalBytes(0);

    private final MemoryDisk disk = new MemoryDisk();
    private TestLog test = TestLog.open(ROOT, CONFIG, disk);

    @BeforeEach
    void fill() {
        test.withOrders();
        test.append(Batches.records(Compression.NONE, 1000, 1500, 1200));
        test.append(Batches.records(Compression.GZIP, 1400, 3000, 3000));
        test.append(Batches.records(Compression.NONE, 2000, 2500));
        test.append(Batches.records(Compression.NONE, 2900));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void findsTheFirstRecordThatReachesATimestamp() {
        assertThat(test.log().offsetForTimestamp(ORDERS, 0)).contains(at(1000, 0));
        assertThat(test.log().offsetForTimestamp(ORDERS, 1001)).contains(at(1500, 1));
        assertThat(test.log().offsetForTimestamp(ORDERS, 1500)).contains(at(1500, 1));
        assertThat(test.log().offsetForTimestamp(ORDERS, 1501)).contains(at(3000, 4));
        assertThat(test.log().offsetForTimestamp(ORDERS, 3001)).isEmpty();
    }

    @Test
    void findsTheFirstOfTheGreatestTimestamp() {
        assertThat(test.log().maxTimestamp(ORDERS)).contains(at(3000, 4));
    }

    @Test
    void findsTheSameAfterAnOpening() {
        // Given
        test.close();
        // When
        test = TestLog.open(ROOT, CONFIG, disk);
        // Then
        assertThat(test.log().recovery().findings()).isEmpty();
        assertThat(test.log().maxTimestamp(ORDERS)).contains(at(3000, 4));
        assertThat(test.log().offsetForTimestamp(ORDERS, 1501)).contains(at(3000, 4));
    }

    @Test
    void doesNotSeeWhatIsNotDurable() {
        // Given
        test.close();
        test = TestLog.open(ROOT, CONFIG.withSyncDelayMax(Duration.ofDays(1)), disk);
        var later = Batches.records(Compression.NONE, 9000);
        // When
        test.log().append(ORDERS, later, Durability.WRITTEN).join();
        // Then
        assertThat(test.log().maxTimestamp(ORDERS)).contains(at(3000, 4));
        assertThat(test.log().offsetForTimestamp(ORDERS, 3001)).isEmpty();
    }

    @Test
    void findsEachOfManyThroughTheIndex() {
        // Given
        var many = new TopicPartition("many", 0);
        test.log().create(many, TestLog.ORDERS_ID).join();
        for (long i = 0; i < 100; i++) {
            var batch = Batches.records(Compression.NONE, i * 10);
            test.log().append(many, batch, Durability.SYNCED).join();
        }
        for (long i = 0; i < 100; i++) {
            // When
            var found = test.log().offsetForTimestamp(many, i * 10 - 3);
            // Then
            assertThat(found).contains(at(i * 10, i));
        }
    }

    @Test
    void emptyPartitionHasNoTimestamp() {
        // Given
        var empty = new TopicPartition("empty", 0);
        // When
        test.log().create(empty, TestLog.ORDERS_ID).join();
        // Then
        assertThat(test.log().maxTimestamp(empty)).isEmpty();
        assertThat(test.log().offsetForTimestamp(empty, 0)).isEmpty();
    }

    private static TimestampOffset at(long timestamp, long offset) {
        return new TimestampOffset(timestamp, offset);
    }
}
