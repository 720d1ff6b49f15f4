package io.qanat.client.producer.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StockPartitionerTest {
    private static final long SEED = 20_261_121;
    private static final Partitions SEVEN = new FixedPartitions(7);
    private static final int STICKY = SEVEN.sticky();
    private static final byte[] EMPTY = {};
    private static final byte[] KEY = "customer-2".getBytes(StandardCharsets.UTF_8);

    @Test
    void putsKeysWhereKafkaClientsPutsThem() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            byte[] key = new byte[random.nextInt(40)];
            random.nextBytes(key);
            int count = 1 + random.nextInt(200);
            assertThat(
                            StockPartitioner.MURMUR2_RANDOM.partition(
                                    key, null, new FixedPartitions(count)))
                    .as("seed %d, key %d", SEED, i)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, count));
        }
    }

    @Test
    void putsTheEmptyKeyWhereKafkaClientsPutsIt() {
        assertThat(StockPartitioner.MURMUR2_RANDOM.partition(EMPTY, null, SEVEN))
                .isEqualTo(BuiltInPartitioner.partitionForKey(EMPTY, 7))
                .isNotEqualTo(STICKY);
    }

    @ParameterizedTest
    @EnumSource(names = {"MURMUR2_RANDOM", "CONSISTENT_RANDOM", "FNV1A_RANDOM", "STICKY"})
    void isStickyWithoutAKey(StockPartitioner partitioner) {
        assertThat(partitioner.partition(null, null, SEVEN)).isEqualTo(STICKY);
    }

    @Test
    void isStickyForTheEmptyKeyAsLibrdkafkasDefaultIs() {
        assertThat(StockPartitioner.CONSISTENT_RANDOM.partition(EMPTY, null, SEVEN))
                .isEqualTo(STICKY);
    }

    @Test
    void ignoresKeysWhenSticky() {
        assertThat(StockPartitioner.STICKY.partition(KEY, null, SEVEN)).isEqualTo(STICKY);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(StockPartitioner partitioner) {
        assertThat(StockPartitioner.named(partitioner.configName())).isEqualTo(partitioner);
    }

    @Test
    void namesWhatThereIs() {
        assertThatThrownBy(() -> StockPartitioner.named("crc"))
                .hasMessageContaining("'crc' is none of default, murmur2_random")
                .hasMessageContaining("round_robin");
    }
}
