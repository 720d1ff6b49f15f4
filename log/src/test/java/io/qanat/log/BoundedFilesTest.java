package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.BoundedDisk;
import io.qanat.log.disk.FileDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFilesTest {
    private static final int LIMIT = 4;
    private static final int PARTITIONS = 100;
    private static final int READERS = 4;
    private static final int ROUNDS = 12;

    @TempDir Path path;

    private final BoundedDisk disk = new BoundedDisk(new FileDisk(), LIMIT);

    // Read by readers: up to here every partition below `deletedFrom` has batches.
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger deletedFrom = new AtomicInteger(PARTITIONS);

    @BeforeEach
    void createPartitions() {
        try (TestLog test = open()) {
            var created = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < PARTITIONS; i++) {
                created.add(test.log().create(partition(i), new UUID(9, i)));
            }
            created.forEach(CompletableFuture::join);
        }
    }

    private TestLog open() {
        return TestLog.open(path, LogConfig.DEFAULT, disk);
    }

    private static TopicPartition partition(int index) {
        return new TopicPartition("t" + index, 0);
    }

    @Test
    void hundredPartitionsWorkWithFourOpenFiles() {
        // When
        try (TestLog test = open()) {
            for (int round = 0; round < ROUNDS; round++) {
                appendToAll(test.log(), round);
                assertThat(disk.openFiles()).isLessThanOrEqualTo(LIMIT);
            }
        }
        // Then
        try (TestLog test = open()) {
            assertThat(test.log().recovery().findings()).isEmpty();
            for (int i = 0; i < PARTITIONS; i++) {
                readWhole(test.log(), i, ROUNDS);
            }
            // Readers never sync what is unsynced, so that they may go beyond the limit.
            assertThat(disk.openFiles()).isLessThanOrEqualTo(2 * LIMIT);
        }
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void readersInterruptsAndDeletionsDoNotDisturbEachOther() {
        Seed.run("bounded files", this::disturb);
    }

    private void disturb(Random random) {
        try (TestLog test = open();
                ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            // Given
            var writing = new AtomicBoolean(true);
            var reading = new ArrayList<Future<?>>();
            for (int i = 0; i < READERS; i++) {
                var own = new Random(random.nextLong());
                reading.add(threads.submit(() -> read(test.log(), writing, own)));
            }
            Future<?> interrupting = threads.submit(() -> interrupt(test.log(), writing, random));
            // When
            for (int round = 0; round < ROUNDS; round++) {
                appendToAll(test.log(), round);
                rounds.set(round + 1);
                int last = deletedFrom.decrementAndGet();
                test.log().delete(partition(last)).join();
            }
            writing.set(false);
            // Then
            for (Future<?> reader : reading) {
                assertThat(reader).succeedsWithin(Duration.ofSeconds(20));
            }
            assertThat(interrupting).succeedsWithin(Duration.ofSeconds(20));
            for (int i = 0; i < deletedFrom.get(); i++) {
                readWhole(test.log(), i, ROUNDS);
            }
        }
    }

    private void read(Log log, AtomicBoolean writing, Random random) {
        while (writing.get()) {
            int partition = random.nextInt(PARTITIONS);
            int least = rounds.get();
            try {
                readWhole(log, partition, least);
            } catch (UnknownPartitionException e) {
                assertThat(partition).isGreaterThanOrEqualTo(deletedFrom.get());
            }
        }
    }

    private void interrupt(Log log, AtomicBoolean writing, Random random) {
        while (writing.get()) {
            Thread.currentThread().interrupt();
            try {
                log.read(partition(random.nextInt(deletedFrom.get() / 2)), 0, 1000, true);
            } catch (StorageException expected) {
                // The interrupt closes the file that this reader had in its hands.
            }
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void appendToAll(Log log, int round) {
        var answers = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < PARTITIONS; i++) {
            TopicPartition partition = partition(i);
            if (log.partitions().containsKey(partition)) {
                answers.add(log.append(partition, batch(i, round), Durability.SYNCED));
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    private static ByteBuffer batch(int partition, int round) {
        return Batches.batch(1, 100, partition, round);
    }

    private static void readWhole(Log log, int partition, int least) {
        ByteBuffer read = log.read(partition(partition), 0, 1 << 20, true).batches();
        int round = 0;
        while (read.hasRemaining()) {
            ByteBuffer expected = batch(partition, round);
            ByteBuffer one = read.slice(read.position(), expected.remaining());
            assertThat(Batches.unplaced(one)).isEqualTo(expected);
            read.position(read.position() + one.remaining());
            round++;
        }
        assertThat(round).isGreaterThanOrEqualTo(least);
    }
}
