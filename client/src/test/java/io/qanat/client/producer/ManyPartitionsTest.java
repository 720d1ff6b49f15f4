package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.record.ChunkPool;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// 10,000 partitions under 32 MiB of `buffer.memory`, in the producer's own chunks and with its
/// default `batch.size`.
class ManyPartitionsTest {
    private static final int PARTITIONS = 10_000;
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    private final ChunkPool pool = Engine.chunks(BUFFER_BYTES);
    private final ScriptedSinks producer =
            new ScriptedSinks(
                    config -> config.batchBytesMax(16 * 1024).bufferBytes(BUFFER_BYTES), pool);

    @Test
    void areAllAdmittedWithALittleInEach() {
        // Given
        warmUp();
        producer.brokers.stall(1, true);
        long heapBefore = retainedHeapBytes();

        // When
        for (int partition = 0; partition < PARTITIONS; partition++) {
            producer.send("wide", partition, "" + partition);
        }
        producer.run();
        long bytes = pool.lentBytes();
        producer.brokers.stall(1, false);
        producer.runFor(ScriptedSinks.SECOND);

        // Then
        assertThat(bytes).isBetween(BUFFER_BYTES / 2L, (long) BUFFER_BYTES);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(producer.outcome("" + partition).isDelivered()).isTrue();
        }
        assertThatAllIsFree();
        // What is kept of each partition, and here of each record's outcome too.
        assertThat(retainedHeapBytes() - heapBefore).isLessThan(BUFFER_BYTES);
    }

    @Test
    void stayUnderTheBudgetWithMoreThanItHolds() {
        // Given
        warmUp();
        long bytesMax = 0;
        int refusals = 0;

        // When
        for (int partition = 0; partition < PARTITIONS / 3; partition++) {
            // Too much for the first chunk of a batch.
            String value = partition + "x".repeat(2048);
            while (producer.append("wide", partition, value) == Admission.NO_ROOM) {
                refusals++;
                producer.run();
            }
            bytesMax = Math.max(bytesMax, pool.lentBytes());
        }
        producer.runFor(ScriptedSinks.SECOND);

        // Then
        assertThat(refusals).isPositive();
        assertThat(bytesMax).isBetween(BUFFER_BYTES / 2L, (long) BUFFER_BYTES);
        assertThatAllIsFree();
    }

    private void warmUp() {
        int[] leaders = new int[PARTITIONS];
        Arrays.fill(leaders, 1);
        producer.brokers.topic("wide", leaders);
        producer.send("wide", 0, "first");
        producer.runFor(ScriptedSinks.SECOND);
    }

    private void assertThatAllIsFree() {
        assertThat(pool.lentBytes()).isZero();
        assertThat(pool.idleBytes()).isLessThanOrEqualTo(BUFFER_BYTES);
        assertThat(producer.accumulator.budget().freeBytes()).isEqualTo(BUFFER_BYTES);
    }

    private static long retainedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
