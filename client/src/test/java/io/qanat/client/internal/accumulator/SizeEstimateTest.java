package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.producer.CodecLevel;
import io.qanat.record.Compression;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeEstimateTest {
    private static final int BATCH_BYTES = 10_000;

    private final SizeEstimate estimate =
            new SizeEstimate(CodecLevel.of(Compression.ZSTD), BATCH_BYTES);

    @Test
    void expectsNothingOfACodecItHasNotSeen() {
        assertThat(estimate.of(BATCH_BYTES)).isBetween((long) BATCH_BYTES, 11_000L);
    }

    @Test
    void isExactWithoutACodec() {
        // Given
        var plain = new SizeEstimate(CodecLevel.of(Compression.NONE), BATCH_BYTES);

        // When // Then
        assertThat(plain.of(12_345)).isEqualTo(12_345);
    }

    @Test
    void comesCloseToWhatBatchesTake() {
        // When
        learn(40, 0.2);

        // Then
        assertThat(estimate.of(BATCH_BYTES)).isBetween(2_000L, 2_300L);
    }

    @Test
    void followsALargerBatchAtOnceAndSmallerOnesSlowly() {
        // Given
        learn(40, 0.2);

        // When
        learn(1, 0.6);
        long afterLarger = estimate.of(BATCH_BYTES);
        learn(1, 0.2);

        // Then
        assertThat(afterLarger).isGreaterThanOrEqualTo(6_000);
        assertThat(estimate.of(BATCH_BYTES)).isBetween(5_000L, afterLarger);
    }

    @Test
    void learnsNothingFromASmallBatch() {
        // Given
        learn(40, 0.2);
        long before = estimate.of(BATCH_BYTES);

        // When
        estimate.learn(100, 120);

        // Then
        assertThat(estimate.of(BATCH_BYTES)).isEqualTo(before);
    }

    @Test
    void takesNothingForGrantedOnceABatchWasTooLarge() {
        // Given
        learn(40, 0.2);

        // When
        estimate.distrust();

        // Then
        assertThat(estimate.of(BATCH_BYTES)).isGreaterThanOrEqualTo(BATCH_BYTES);
    }

    private void learn(int batches, double ratio) {
        IntStream.range(0, batches)
                .forEach(i -> estimate.learn(BATCH_BYTES, (int) (BATCH_BYTES * ratio)));
    }
}
