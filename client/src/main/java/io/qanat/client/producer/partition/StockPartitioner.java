package io.qanat.client.producer.partition;

import io.qanat.client.internal.routing.Crc32;
import io.qanat.client.internal.routing.Fnv1a;
import io.qanat.client.internal.routing.Murmur2;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The partitioners that other clients have, under librdkafka's names where it has them. Each puts
/// a key where they put it. Immutable.
///
/// Kafka's Java clients and librdkafka differ in what they do unless told otherwise: the former are
/// [#MURMUR2_RANDOM], the latter is [#CONSISTENT_RANDOM]. Whoever shares a topic with librdkafka's
/// users and wants equal keys in equal places chooses the latter.
public enum StockPartitioner implements Partitioner {
    /// Kafka's default, and ours: keys by MurmurHash2, the empty one too; without a key sticky.
    MURMUR2_RANDOM {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return key == null ? partitions.sticky() : Murmur2.partition(key, partitions.count());
        }
    },

    /// Keys by MurmurHash2; without a key as if it were empty.
    MURMUR2 {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return Murmur2.partition(key == null ? NO_KEY : key, partitions.count());
        }
    },

    /// librdkafka's default: keys by CRC-32; without a key, or with an empty one, sticky.
    CONSISTENT_RANDOM {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return key == null || key.length == 0
                    ? partitions.sticky()
                    : Crc32.partition(key, partitions.count());
        }
    },

    /// Keys by CRC-32; without a key as if it were empty.
    CONSISTENT {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return Crc32.partition(key == null ? NO_KEY : key, partitions.count());
        }
    },

    /// Keys by FNV-1a, the empty one too; without a key sticky.
    FNV1A_RANDOM {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return key == null ? partitions.sticky() : Fnv1a.partition(key, partitions.count());
        }
    },

    /// Keys by FNV-1a, as Sarama has it; without a key as if it were empty.
    FNV1A {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return Fnv1a.partition(key == null ? NO_KEY : key, partitions.count());
        }
    },

    /// Each record anywhere, with a key or without.
    RANDOM {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return partitions.random();
        }
    },

    /// One partition after the other, with a key or without.
    ROUND_ROBIN {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return partitions.next();
        }
    },

    /// Sticky also with a key: Kafka's `partitioner.ignore.keys`.
    STICKY {
        @Override
        public int partition(
                byte @Nullable [] key, byte @Nullable [] value, Partitions partitions) {
            return partitions.sticky();
        }
    };

    private static final byte[] NO_KEY = {};

    /// The partitioner of a name as librdkafka writes it, `default` for Kafka's.
    ///
    /// @throws IllegalArgumentException when there is none
    public static StockPartitioner named(String name) {
        if (name.equals("default")) {
            return MURMUR2_RANDOM;
        }
        return Arrays.stream(values())
                .filter(partitioner -> partitioner.configName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + name + "' is none of default, " + names()));
    }

    /// The name as librdkafka writes it.
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The name as librdkafka writes it.
    @Override
    public String toString() {
        return configName();
    }

    private static String names() {
        return Arrays.stream(values())
                .map(StockPartitioner::configName)
                .collect(Collectors.joining(", "));
    }
}
