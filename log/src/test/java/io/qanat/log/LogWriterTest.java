package io.qanat.log;

import static io.qanat.log.TestLog.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LogWriterTest {
    private static final Path ROOT = Path.of("/data");
    private static final LogConfig NARROW =
            new LogConfig(
                    SyncPolicy.FSYNC,
                    1 << 20,
                    4096,
                    Duration.ofMillis(5),
                    2,
                    LogConfig.DEFAULT.wal(),
                    ProducerLimits.DEFAULT);

    private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());

    @Test
    void callerWaitsWhileTooManyAppendsWait() throws Exception {
        try (TestLog test = TestLog.open(ROOT, NARROW, disk).withOrders()) {
            // Given
            var entered = new CountDownLatch(1);
            var permits = new Semaphore(0);
            disk.beforeForce =
                    () -> {
                        entered.countDown();
                        permits.acquireUninterruptibly();
                    };
            CompletableFuture<Appended> first = append(test);
            entered.await();
            var waiting = List.of(append(test), append(test));
            // When
            var caller = new Thread(() -> append(test).join());
            caller.start();
            Deadline.await(() -> caller.getState() == Thread.State.WAITING);
            // Then
            assertThat(first).isNotDone();
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            permits.release(1000);
            caller.join();
            assertThat(test.log().offsets(ORDERS).highWatermark()).isEqualTo(4);
        }
    }

    @Test
    void whatHangsOnAnAnswerMayAppendBeyondTheBound() {
        try (TestLog test = TestLog.open(ROOT, NARROW, disk).withOrders()) {
            // Given
            var all = new ArrayList<CompletableFuture<Appended>>();
            // When
            append(test)
                    .thenAccept(appended -> {
                        for (int i = 0; i < 10; i++) {
                            all.add(append(test));
                        }
                    })
                    .join();
            // Then
            assertThat(all).hasSize(10);
            all.forEach(CompletableFuture::join);
            assertThat(test.log().offsets(ORDERS).highWatermark()).isEqualTo(11);
        }
    }

    @Test
    void defectOfOursFailsAllWhoWaitAndStopsTheLog() {
        // Given
        DataFolder folder = DataFolder.open(ROOT, disk);
        var uncaught = new ArrayList<Throwable>();
        Log log =
                Log.open(
                        folder,
                        NARROW,
                        System::nanoTime,
                        task -> {
                            var thread = new Thread(task);
                            thread.setUncaughtExceptionHandler((in, e) -> uncaught.add(e));
                            return thread;
                        });
        log.create(ORDERS, TestLog.ORDERS_ID).join();
        disk.beforeForce =
                () -> {
                    throw new IllegalStateException("injected");
                };
        // When
        var waiting = log.append(ORDERS, Batches.batch(1, 1, 1, 1), Durability.SYNCED);
        // Then
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LogSealedException.class);
        log.close();
        var later = log.append(ORDERS, Batches.batch(1, 1, 1, 1), Durability.SYNCED);
        assertThatThrownBy(later::join).hasCauseInstanceOf(LogClosedException.class);
        assertThat(uncaught).hasSize(1);
        folder.close();
    }

    @Test
    void failingListenerDisturbsNobody() {
        try (TestLog test = TestLog.open(ROOT, NARROW, disk).withOrders()) {
            // Given
            List<TopicPartition> advanced = new ArrayList<>();
            test.log()
                    .onAdvance(partition -> {
                        throw new IllegalStateException("injected");
                    });
            test.log().onAdvance(advanced::add);
            // When
            append(test).join();
            // Then
            assertThat(advanced).containsExactly(ORDERS);
        }
    }

    private static CompletableFuture<Appended> append(TestLog test) {
        return test.log().append(ORDERS, Batches.batch(1, 1, 1, 1), Durability.SYNCED);
    }
}
