package io.qanat.client.producer;

import io.qanat.record.Compression;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Settings that belong together, for what most producers are about. Immutable.
public enum Preset {
    /// As much as possible: batches of 64 KiB that wait up to 20 ms, compressed with lz4, in a
    /// buffer of 64 MiB; acknowledged by the leader alone, and so not idempotent.
    HIGH_THROUGHPUT {
        @Override
        void apply(ProducerConfig.Builder builder) {
            builder.batchBytesMax(64 * 1024)
                    .linger(Duration.ofMillis(20))
                    .compression(Compression.LZ4)
                    .bufferBytes(64L * 1024 * 1024)
                    .acks(Acks.LEADER);
        }
    },

    /// Nothing is lost or stored twice: acknowledged by all in-sync replicas, idempotent, retried
    /// as often as the delivery timeout allows, five requests in flight.
    HIGH_DURABILITY {
        @Override
        void apply(ProducerConfig.Builder builder) {
            builder.acks(Acks.ALL).idempotent(true).retriesMax(Integer.MAX_VALUE).inFlightMax(5);
        }
    },

    /// As soon as possible: nothing waits for a batch to be filled, and the leader alone
    /// acknowledges; so not idempotent.
    LOW_LATENCY {
        @Override
        void apply(ProducerConfig.Builder builder) {
            builder.linger(Duration.ZERO).batchBytesMax(16 * 1024).acks(Acks.LEADER);
        }
    };

    /// The preset of a name as properties have it, as `high-throughput`.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Preset named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.configName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'"
                                        + name
                                        + "' is none of "
                                        + Arrays.stream(values())
                                                .map(Preset::configName)
                                                .collect(Collectors.joining(", "))));
    }

    /// The name as properties have it.
    public String configName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract void apply(ProducerConfig.Builder builder);
}
