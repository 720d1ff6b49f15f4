package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How full compressed batches become.
class CompressedFillTest {
    private static final int BATCH_BYTES = 4096;
    private static final int REQUEST_BYTES = 64 * 1024;
    private static final int ROUNDS = 60;

    private final ChunkPool pool = ChunkPool.checked(1024, 1024);
    private final SplittableRandom random = new SplittableRandom(5);
    private @Nullable Batch open;

    private record Filled(int plainBytes, int bytes) {}

    @Test
    void batchesFillOnceTheirRatioIsKnown() {
        // When
        List<Integer> sizes = sizes(Compression.GZIP, this::text);

        // Then
        assertThat(sizes.getFirst()).isLessThan(BATCH_BYTES / 2);
        assertThat(sizes.subList(ROUNDS / 2, ROUNDS))
                .allSatisfy(size -> assertThat(size).isBetween(BATCH_BYTES * 7 / 10, BATCH_BYTES));
    }

    @Test
    void batchesWithoutACodecAreFullAsBefore() {
        assertThat(sizes(Compression.NONE, this::text))
                .allSatisfy(size -> assertThat(size).isBetween(BATCH_BYTES - 250, BATCH_BYTES));
    }

    @Test
    void whatIsInMemoryForABatchIsBoundedHoweverWellItIsCompressed() {
        // Given
        Accumulator accumulator = accumulator(Compression.GZIP);

        // When
        long most = 0;
        for (int i = 0; i < ROUNDS; i++) {
            most = Math.max(most, fill(accumulator, () -> new byte[100]).plainBytes());
        }

        // Then
        assertThat(most).isBetween(REQUEST_BYTES / 2L, (long) REQUEST_BYTES);
    }

    private List<Integer> sizes(Compression codec, Supplier<byte[]> values) {
        Accumulator accumulator = accumulator(codec);
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < ROUNDS; i++) {
            sizes.add(fill(accumulator, values).bytes());
        }
        Objects.requireNonNull(open).free();
        assertThat(pool.inUse()).isZero();
        assertThat(accumulator.budget().freeBytes()).isEqualTo(accumulator.budget().totalBytes());
        return sizes;
    }

    /// Appends until a batch is full and another one was opened, and finishes the first.
    private Filled fill(Accumulator accumulator, Supplier<byte[]> values) {
        Batch full = open;
        Batch next = null;
        while (full == null || next == null) {
            full = full == null ? next : full;
            var record = new EncodedRecord(0, null, values.get(), List.of(), Callback.NONE);
            accumulator.topic("t").append(record, 0);
            next = accumulator.nextOpened();
        }
        open = next;
        int plainBytes = full.plainBytes();
        full.build();
        int bytes = full.built().sizeInBytes();
        full.free();
        return new Filled(plainBytes, bytes);
    }

    private byte[] text() {
        var text =
                new StringBuilder("{\"kind\":\"order\",\"currency\":\"EUR\",\"lines\":[],\"id\":");
        for (int i = 0; i < 4; i++) {
            text.append(random.nextInt(1_000_000)).append(",\"quantity\":");
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private Accumulator accumulator(Compression codec) {
        var accumulator =
                new Accumulator(
                        ProducerConfig.builder(BootstrapServers.parse("a:1"))
                                .batchBytesMax(BATCH_BYTES)
                                .requestBytesMax(REQUEST_BYTES)
                                .compression(codec)
                                .build(),
                        pool,
                        () -> 0,
                        () -> {},
                        new Random(1));
        TopicBuffer topic = accumulator.topic("t");
        topic.know(1, new int[] {0});
        topic.place();
        return accumulator;
    }
}
