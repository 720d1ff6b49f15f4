package io.qanat.client.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SEED = 23;

    private final Backoff backoff =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(SEED));

    @Test
    void doublesUpToItsMaximum() {
        for (int failures = 1; failures < 100; failures++) {
            double millis = Math.min(1000, 100 * Math.pow(2, failures - 1));
            assertThat(backoff.nanos(failures) / 1e6)
                    .as("seed %d, failures %d", SEED, failures)
                    .isBetween(0.8 * millis, 1.2 * millis);
        }
    }

    @Test
    void varies() {
        // When
        long different = LongStream.range(0, 100).map(i -> backoff.nanos(1)).distinct().count();

        // Then
        assertThat(different).isGreaterThan(90);
    }
}
