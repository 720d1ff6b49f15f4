package io.qanat.client.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class Murmur2Test {
    private static final int KEYS = 10_000;
    private static final long SEED = 20_261_121;

    @Test
    void hashesAsKafkaClientsDoes() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            byte[] key = new byte[random.nextInt(40)];
            random.nextBytes(key);
            assertThat(Murmur2.hash(key))
                    .as("seed %d, key %d", SEED, i)
                    .isEqualTo(Utils.murmur2(key));
        }
    }

    @Test
    void choosesThePartitionThatKafkaClientsChooses() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            byte[] key = new byte[random.nextInt(40)];
            random.nextBytes(key);
            int partitions = 1 + random.nextInt(100);
            assertThat(Murmur2.partition(key, partitions))
                    .as("seed %d, key %d", SEED, i)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
        }
    }

    @Test
    void hashesTheEmptyKey() {
        assertThat(Murmur2.hash(new byte[0])).isEqualTo(Utils.murmur2(new byte[0]));
    }
}
