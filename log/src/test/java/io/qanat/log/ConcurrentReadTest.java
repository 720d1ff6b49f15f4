package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentReadTest {
    private static final int APPENDS = 2000;

    @TempDir Path path;

    @Test
    void readersSeeEveryBatchInOrderWhileTheLogGrowsAndRolls() throws Exception {
        LogConfig config = LogConfig.DEFAULT.withSegmentBytesMax(40_000);
        try (TestLog test = TestLog.open(path, config).withOrders();
                ExecutorService readers = Executors.newFixedThreadPool(3)) {
            // Given
            var reading = new ArrayList<Future<Long>>();
            for (int i = 0; i < 3; i++) {
                int bytesMax = 1 + i * 3000;
                reading.add(readers.submit(() -> readAll(test.log(), bytesMax)));
            }
            // When
            var answers = new ArrayList<CompletableFuture<Appended>>();
            for (int i = 0; i < APPENDS; i++) {
                Durability durability = i % 7 == 0 ? Durability.SYNCED : Durability.WRITTEN;
                ByteBuffer batch = Batches.batch(1, i % 300, i, i);
                answers.add(test.log().append(ORDERS, batch, durability));
            }
            // Then
            for (int i = 0; i < APPENDS; i++) {
                assertThat(answers.get(i).join().baseOffset()).isEqualTo(i);
            }
            for (Future<Long> one : reading) {
                assertThat(one.get()).isEqualTo(APPENDS);
            }
        }
    }

    @Test
    void interruptedReaderDoesNotDisturbTheOthersNorTheWriter() throws Exception {
        try (TestLog test = TestLog.open(path, LogConfig.DEFAULT).withOrders()) {
            // Given
            ByteBuffer batch = Batches.batch(1, 100, 1, 1);
            test.append(batch);
            test.log().read(ORDERS, 0, 1000, true);
            var interrupted = new Thread(() -> readInterrupted(test.log()));
            // When
            interrupted.start();
            interrupted.join();
            // Then
            assertThat(test.log().read(ORDERS, 0, 1000, true).batches()).isEqualTo(batch);
            assertThat(test.append(Batches.batch(1, 100, 1, 1)).baseOffset()).isEqualTo(1);
        }
    }

    private static void readInterrupted(Log log) {
        Thread.currentThread().interrupt();
        try {
            log.read(ORDERS, 0, 1000, true);
        } catch (StorageException expected) {
            // The interrupt closes the file that this reader had in its hands.
        }
    }

    private static long readAll(Log log, int bytesMax) {
        long offset = 0;
        while (offset < APPENDS) {
            ByteBuffer slice = log.read(ORDERS, offset, bytesMax, true).batches();
            for (int at = 0; at < slice.limit(); at += slice.getInt(at + 8) + 12) {
                List<Long> place = List.of(slice.getLong(at), slice.getLong(at + 35));
                assertThat(place).containsOnly(offset);
                offset++;
            }
        }
        return offset;
    }
}
