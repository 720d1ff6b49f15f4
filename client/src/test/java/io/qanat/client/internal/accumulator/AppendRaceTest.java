package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads append while one takes batches out, as the loop does: nothing is lost, doubled,
/// mixed up or leaked, whatever the interleaving.
@Timeout(120)
class AppendRaceTest {
    private static final int SENDERS = 4;
    private static final int RECORDS_PER_SENDER = 20_000;
    private static final int PARTITIONS = 3;
    private static final int BUFFER_BYTES = 32 * 1024;

    private final ChunkPool pool = ChunkPool.checked(512, 64);
    private final Accumulator accumulator =
            new Accumulator(
                    ProducerConfig.builder(BootstrapServers.parse("a:1"))
                            .batchBytesMax(700)
                            .bufferBytes(BUFFER_BYTES)
                            .build(),
                    pool,
                    () -> 0,
                    () -> {},
                    new Random(9));
    private final TopicBuffer topic = accumulator.topic("t");
    private final AtomicInteger reported = new AtomicInteger();
    private final List<List<Integer>> taken = new ArrayList<>();

    @Test
    void losesNothingAndKeepsEachSendersOrder() throws InterruptedException {
        // Given
        IntStream.range(0, PARTITIONS).forEach(i -> taken.add(new ArrayList<>()));
        var senders = new ArrayList<Thread>();
        for (int s = 0; s < SENDERS; s++) {
            int sender = s;
            senders.add(Thread.ofPlatform().start(() -> sendAll(sender)));
        }

        // When
        boolean isKnown = false;
        while (senders.stream().anyMatch(Thread::isAlive)) {
            take();
            if (!isKnown) {
                topic.know(PARTITIONS, new int[] {0, 1, 2});
                isKnown = true;
            }
            topic.place();
            accumulator.budget().nudge();
        }
        take();

        // Then
        assertThat(taken.stream().mapToInt(List::size).sum())
                .isEqualTo(SENDERS * RECORDS_PER_SENDER);
        assertThat(reported).hasValue(SENDERS * RECORDS_PER_SENDER);
        for (List<Integer> partition : taken) {
            assertThat(ordered(partition)).isTrue();
        }
        assertThat(pool.inUse()).isZero();
        assertThat(accumulator.budget().freeBytes()).isEqualTo(BUFFER_BYTES);
    }

    private void sendAll(int sender) {
        Callback callback = outcome -> reported.incrementAndGet();
        for (int i = 0; i < RECORDS_PER_SENDER; i++) {
            byte[] value = ByteBuffer.allocate(20).putInt(sender).putInt(i).array();
            var record = new EncodedRecord(i, null, value, List.of(), callback);
            int partition = i % 2 == 0 ? TopicBuffer.ANY : i % PARTITIONS;
            if (!topic.append(record, partition).isAdmitted()) {
                waitAndAppend(record, partition);
            }
        }
    }

    private void waitAndAppend(EncodedRecord record, int partition) {
        try (Budget.Turn turn = accumulator.budget().line()) {
            while (!topic.append(record, partition).isAdmitted()) {
                turn.await(() -> 0, 60_000_000_000L);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void take() {
        for (Batch batch = accumulator.nextOpened();
                batch != null;
                batch = accumulator.nextOpened()) {
            batch.home().close(batch);
            batch.build();
            RecordCursor cursor =
                    RecordBatch.of(batch.built().joined()).records(DecompressionLimits.DEFAULT);
            while (cursor.advance()) {
                ByteBuffer value = cursor.value();
                if (value != null) {
                    int sender = value.getInt(value.position());
                    int number = value.getInt(value.position() + 4);
                    taken.get(batch.home().partition()).add(sender * RECORDS_PER_SENDER + number);
                }
            }
            batch.complete(new Fate.Failed(new Outcome.Delivered("t", 0, 0, 0)));
            batch.free();
        }
    }

    private static boolean ordered(List<Integer> partition) {
        int[] last = new int[SENDERS];
        Arrays.fill(last, -1);
        for (int record : partition) {
            int sender = record / RECORDS_PER_SENDER;
            if (record % RECORDS_PER_SENDER <= last[sender]) {
                return false;
            }
            last[sender] = record % RECORDS_PER_SENDER;
        }
        return true;
    }
}
