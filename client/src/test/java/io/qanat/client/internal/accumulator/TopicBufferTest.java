package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.internal.routing.Murmur2;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicBufferTest {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final long DELIVERY_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final ChunkPool pool = ChunkPool.checked(1024, 256);
    private long now;
    private int rings;
    private final Accumulator accumulator =
            new Accumulator(
                    ProducerConfig.builder(BootstrapServers.parse("a:1"))
                            .batchBytesMax(1024)
                            .bufferBytes(BUFFER_BYTES)
                            .build(),
                    pool,
                    () -> now,
                    () -> rings++,
                    new Random(3));
    private final TopicBuffer topic = accumulator.topic("t");

    @Test
    void isTheSameForEveryCall() {
        assertThat(accumulator.topic("t")).isSameAs(topic);
    }

    @Test
    void tellsTheLoopOnceThatRecordsWait() {
        // When
        append(0, 1);
        append(0, 2);

        // Then
        assertThat(accumulator.nextAwaited()).isSameAs(topic);
        assertThat(accumulator.nextAwaited()).isNull();
        assertThat(rings).isEqualTo(1);
    }

    @Test
    void placesWaitingRecordsInTheirOrder() {
        // Given
        for (int i = 0; i < 100; i++) {
            append(0, i);
        }

        // When
        know(1);

        // Then
        assertThat(numbers().get(0)).isEqualTo(numbersBelow(100));
        assertThat(topic.isPlaced()).isTrue();
        assertThat(topic.waitingRoom().isEmpty()).isTrue();
    }

    @Test
    void sendsKeyedRecordsWhereKafkaSendsThem() {
        // Given
        know(7);
        byte[] key = "customer-5".getBytes(StandardCharsets.UTF_8);

        // When
        topic.append(
                new EncodedRecord(0, key, new byte[4], List.of(), Callback.NONE), TopicBuffer.ANY);

        // Then
        assertThat(numbers()).containsOnlyKeys(Murmur2.partition(key, 7));
    }

    @Test
    void fillsABatchBeforeItGoesToAnotherPartition() {
        // Given
        know(5);

        // When
        for (int i = 0; i < 200; i++) {
            append(TopicBuffer.ANY, i);
        }

        // Then
        Map<Integer, List<Integer>> numbers = numbers();
        assertThat(numbers).hasSizeGreaterThan(2);
        // All but the one that is being filled.
        assertThat(numbers.values().stream().filter(list -> list.size() < 20))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void refusesAPartitionThatIsNotThere() {
        // Given
        know(2);

        // When
        Admission admission = append(2, 0);

        // Then
        assertThat(admission).isEqualTo(Admission.NO_PARTITION);
    }

    @Test
    void handsBackRecordsForAPartitionThatIsNotThere() {
        // Given
        append(5, 0);
        topic.know(2, new int[] {0, 1});

        // When
        List<Misplaced> misplaced = topic.place();

        // Then
        assertThat(misplaced)
                .extracting(record -> record.unplaced().partition())
                .containsExactly(5);
        assertThat(accumulator.budget().freeBytes()).isEqualTo(BUFFER_BYTES);
    }

    @Test
    void growsWithItsTopic() {
        // Given
        know(2);

        // When
        topic.know(4, new int[] {0, 1, 2, 3});

        // Then
        assertThat(append(3, 0).isAdmitted()).isTrue();
    }

    @Test
    void admitsNoMoreThanTheBudgetWhileTheTopicIsUnknown() {
        // When
        int admitted = 0;
        while (append(0, admitted).isAdmitted()) {
            admitted++;
        }

        // Then
        assertThat(admitted).isGreaterThan(BUFFER_BYTES / 100);
        assertThat(accumulator.budget().freeBytes()).isBetween(0L, 100L);
    }

    @Test
    void takesOutWhatHasWaitedTooLong() {
        // Given
        append(0, 1);
        now = 10;
        append(0, 2);

        // When
        List<Unplaced> overdue = topic.waitingRoom().takeOverdue(DELIVERY_NANOS + 9);

        // Then
        assertThat(overdue).hasSize(1);
        assertThat(topic.waitingRoom().nextDeadlineNanos(Long.MAX_VALUE))
                .isEqualTo(DELIVERY_NANOS + 10);
        assertThat(topic.waitingRoom().takeOverdue(DELIVERY_NANOS + 10)).hasSize(1);
        assertThat(accumulator.budget().freeBytes()).isEqualTo(BUFFER_BYTES);
    }

    @Test
    void takesOutARecordWithLittleTimeFromAmongOthers() {
        // Given
        append(0, 1);
        topic.append(record(2).within(100), 0);
        append(0, 3);
        rings = 0;
        topic.append(record(4).within(50), 0);

        // When
        long next = topic.waitingRoom().nextDeadlineNanos(Long.MAX_VALUE);
        List<Unplaced> overdue = topic.waitingRoom().takeOverdue(100);

        // Then
        assertThat(rings).isEqualTo(1);
        assertThat(next).isEqualTo(50);
        assertThat(overdue).extracting(Unplaced::deadlineNanos).containsExactly(100L, 50L);
        assertThat(topic.waitingRoom().nextDeadlineNanos(Long.MAX_VALUE)).isEqualTo(DELIVERY_NANOS);
    }

    @Test
    void keepsMemoryToWhatIsUsed() {
        // Given
        topic.know(10_000, new int[] {0});
        topic.place();

        // When
        int admitted = 0;
        while (append(admitted, admitted).isAdmitted()) {
            admitted++;
        }

        // Then
        assertThat(pool.inUse() * 1024).isEqualTo(BUFFER_BYTES);
        assertThat(admitted).isEqualTo(BUFFER_BYTES / 1024);
    }

    @Test
    void keepsEachThreadsOrderWhileTheTopicBecomesKnown() throws InterruptedException {
        // Given
        int threadCount = 4;
        int perThread = 500;
        var start = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < threadCount; t++) {
            int first = t * perThread;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                awaitQuietly(start);
                                for (int i = 0; i < perThread; i++) {
                                    append(0, first + i);
                                }
                            }));
        }

        // When
        start.countDown();
        know(1);
        for (Thread thread : threads) {
            thread.join();
        }
        know(1);

        // Then
        List<Integer> all = numbers().getOrDefault(0, List.of());
        assertThat(all).hasSize(threadCount * perThread).doesNotHaveDuplicates();
        for (int t = 0; t < threadCount; t++) {
            int thread = t;
            assertThat(all.stream().filter(number -> number / perThread == thread)).isSorted();
        }
    }

    private void know(int partitionCount) {
        int[] available = new int[partitionCount];
        for (int i = 0; i < partitionCount; i++) {
            available[i] = i;
        }
        topic.know(partitionCount, available);
        assertThat(topic.place()).isEmpty();
    }

    private static EncodedRecord record(int number) {
        return new EncodedRecord(0, null, new byte[number], List.of(), Callback.NONE);
    }

    private Admission append(int partition, int number) {
        byte[] value = ByteBuffer.allocate(4).putInt(number).array();
        return topic.append(new EncodedRecord(0, null, value, List.of(), Callback.NONE), partition);
    }

    /// What is in the batches, by partition.
    private Map<Integer, List<Integer>> numbers() {
        var numbers = new TreeMap<Integer, List<Integer>>();
        for (Batch batch = accumulator.nextOpened();
                batch != null;
                batch = accumulator.nextOpened()) {
            batch.home().close(batch);
            batch.build();
            RecordCursor cursor =
                    RecordBatch.of(batch.built().joined()).records(DecompressionLimits.DEFAULT);
            List<Integer> list =
                    numbers.computeIfAbsent(batch.home().partition(), key -> new ArrayList<>());
            while (cursor.advance()) {
                ByteBuffer value = cursor.value();
                list.add(value == null ? -1 : value.getInt(value.position()));
            }
            batch.free();
        }
        return numbers;
    }

    private static List<Integer> numbersBelow(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
