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

    private final ChunkPool pool =
            ChunkPool.of(Engine.CHUNK_BYTES, BUFFER_BYTES / Engine.CHUNK_BYTES);
    private final ScriptedSinks producer =
            new ScriptedSinks(
                    config -> config.batchBytesMax(16 * 1024).bufferBytes(BUFFER_BYTES), pool);

    @Test
    void stayUnderTheBudget() {
        // Given
        int[] leaders = new int[PARTITIONS];
        Arrays.fill(leaders, 1);
        producer.brokers.topic("wide", leaders);
        producer.send("wide", 0, "0-first");
        producer.runFor(ScriptedSinks.SECOND);
        long heapBefore = retainedHeapBytes();
        long chunksMax = 0;

        // When
        for (int round = 0; round < 2; round++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String value = partition + "-" + round;
                while (producer.append("wide", partition, value) == Admission.NO_ROOM) {
                    chunksMax = Math.max(chunksMax, pool.inUse());
                    producer.run();
                }
                chunksMax = Math.max(chunksMax, pool.inUse());
            }
        }
        long bytesMax = chunksMax * pool.chunkBytes();
        producer.runFor(ScriptedSinks.SECOND);

        // Then
        assertThat(bytesMax).isBetween(BUFFER_BYTES / 2L, (long) BUFFER_BYTES);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(producer.outcome(partition + "-0").isDelivered()).isTrue();
            assertThat(producer.outcome(partition + "-1").isDelivered()).isTrue();
        }
        assertThat(pool.inUse()).isZero();
        assertThat(producer.accumulator.budget().freeBytes()).isEqualTo(BUFFER_BYTES);
        // What is kept of each partition, and here of each record's outcome too.
        assertThat(retainedHeapBytes() - heapBefore).isLessThan(BUFFER_BYTES);
    }

    private static long retainedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
