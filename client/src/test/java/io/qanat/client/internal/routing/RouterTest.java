package io.qanat.client.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.PartitionerException;
import io.qanat.client.producer.partition.Partitioner;
import io.qanat.client.producer.partition.Partitioning;
import io.qanat.client.producer.partition.StockPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final long SEED = 11;
    private static final int[] EVEN = {0, 2, 4, 6};

    @Test
    void takesTurnsAmongWhatIsAvailable() {
        // Given
        Router router = router(StockPartitioner.ROUND_ROBIN);
        router.know(8, EVEN);

        // When
        int[] counts = counts(router, 4_000);

        // Then
        assertThat(counts).containsExactly(1_000, 0, 1_000, 0, 1_000, 0, 1_000, 0);
    }

    @Test
    void skipsNoTurn() {
        // Given
        Router router = router(StockPartitioner.ROUND_ROBIN);
        router.know(8, EVEN);

        // When
        int[] choices = IntStream.range(0, 9).map(i -> router.choose(null, null)).toArray();

        // Then
        for (int i = 1; i < choices.length; i++) {
            assertThat(choices[i]).isEqualTo((choices[i - 1] + 2) % 8);
        }
    }

    @Test
    void beginsItsTurnsAnywhere() {
        long starts =
                IntStream.range(0, 100)
                        .map(seed -> {
                            var router =
                                    new Router(
                                            "t",
                                            Partitioning.DEFAULT.with(StockPartitioner.ROUND_ROBIN),
                                            new Random(seed));
                            router.know(8, IntStream.range(0, 8).toArray());
                            return router.choose(null, null);
                        })
                        .distinct()
                        .count();
        assertThat(starts).isEqualTo(8);
    }

    @Test
    void spreadsRandomlyAmongWhatIsAvailable() {
        // Given
        Router router = router(StockPartitioner.RANDOM);
        router.know(8, EVEN);

        // When
        int[] counts = counts(router, 40_000);

        // Then
        assertThat(Arrays.stream(EVEN).map(partition -> counts[partition]))
                .as("seed %d", SEED)
                .allMatch(count -> count > 9_500 && count < 10_500);
        assertThat(counts[1] + counts[3] + counts[5] + counts[7]).isZero();
    }

    @Test
    void spreadsKeysAmongPartitionsThatAreNotAvailableToo() {
        // Given
        Router router = router(StockPartitioner.MURMUR2_RANDOM);
        router.know(8, EVEN);

        // When
        long used =
                IntStream.range(0, 1_000)
                        .map(i -> router.choose(bytes("key-" + i), null))
                        .distinct()
                        .count();

        // Then
        assertThat(used).isEqualTo(8);
    }

    @Test
    void asksTheApplicationsPartitioner() {
        // Given: the customers of the US have the first half
        Router router =
                router((key, value, partitions) -> {
                    int half = partitions.count() / 2;
                    if (key == null) {
                        return partitions.sticky();
                    }
                    return new String(key, StandardCharsets.UTF_8).startsWith("US-")
                            ? partitions.ofKey(key, 0, half)
                            : partitions.ofKey(key, half, partitions.count());
                });
        router.know(8, EVEN);

        // When
        int[] us =
                IntStream.range(0, 500).map(i -> router.choose(bytes("US-" + i), null)).toArray();
        int[] eu =
                IntStream.range(0, 500).map(i -> router.choose(bytes("EU-" + i), null)).toArray();

        // Then
        assertThat(Arrays.stream(us).boxed()).containsOnly(0, 1, 2, 3).contains(0, 1, 2, 3);
        assertThat(Arrays.stream(eu).boxed()).containsOnly(4, 5, 6, 7).contains(4, 5, 6, 7);
    }

    @Test
    void showsThePartitionsThatAreAvailable() {
        // Given
        Router router = router(StockPartitioner.MURMUR2_RANDOM);

        // When
        router.know(8, EVEN);

        // Then
        assertThat(IntStream.range(0, 8).filter(router::isAvailable)).containsExactly(0, 2, 4, 6);
    }

    @Test
    void refusesAPartitionThatDoesNotExist() {
        // Given
        Router router = router((key, value, partitions) -> partitions.count());
        router.know(8, EVEN);

        // When
        assertThatThrownBy(() -> router.choose(null, null))
                // Then
                .isInstanceOf(PartitionerException.class)
                .hasMessage("the partitioner chose 8, but t has 8 partitions, numbered from 0");
    }

    @Test
    void saysWhatThePartitionerThrew() {
        // Given
        Router router =
                router((key, value, partitions) -> {
                    throw new IllegalStateException("no region");
                });
        router.know(8, EVEN);

        // When
        assertThatThrownBy(() -> router.choose(null, null))
                // Then
                .isInstanceOf(PartitionerException.class)
                .hasMessageContaining("no region");
    }

    private static Router router(Partitioner partitioner) {
        return new Router("t", Partitioning.DEFAULT.with(partitioner), new Random(SEED));
    }

    private static int[] counts(Router router, int records) {
        int[] counts = new int[router.count()];
        for (int i = 0; i < records; i++) {
            counts[router.choose(null, null)]++;
        }
        return counts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
