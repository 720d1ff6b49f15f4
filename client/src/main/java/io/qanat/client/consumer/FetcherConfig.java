package io.qanat.client.consumer;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConfigException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.internal.config.ConnectionProperties;
import io.qanat.client.internal.config.PropertyReader;
import io.qanat.record.DecompressionLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/// How a fetcher fetches. Immutable.
///
/// @param waitMax how long a broker may hold a request that finds too little
/// @param fetchBytesMin what a broker waits for
/// @param fetchBytesMax what a broker may answer at once, but for a first batch that is larger
/// @param partitionBytesMax what a broker may answer for one partition, but for a first batch that
///   is larger
/// @param bufferBytes how much is fetched ahead of `poll`; one answer of each broker may exceed it
/// @param limit how long a question for offsets may take with all its attempts
/// @param decompression what a compressed batch may grow to
/// @param checksCrc whether batches are checked against their checksum
public record FetcherConfig(
        ConnectionConfig connection,
        Duration waitMax,
        int fetchBytesMin,
        int fetchBytesMax,
        int partitionBytesMax,
        int bufferBytes,
        Duration limit,
        DecompressionLimits decompression,
        boolean checksCrc) {

    /// Refuses sizes that are not positive.
    ///
    /// @throws ConfigException with all problems
    public FetcherConfig {
        var problems = new ArrayList<String>();
        if (fetchBytesMin < 0 || fetchBytesMax < 1 || partitionBytesMax < 1 || bufferBytes < 1) {
            problems.add(
                    "fetch.min.bytes must not be negative, fetch.max.bytes, max.partition.fetch.bytes"
                            + " and the buffer must be positive");
        }
        if (waitMax.isNegative() || waitMax.compareTo(connection.requestTimeout()) >= 0) {
            problems.add("fetch.max.wait.ms must lie between 0 and request.timeout.ms");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /// A builder with defaults for a cluster.
    public static Builder builder(BootstrapServers bootstrap) {
        return new Builder(ConnectionConfig.of(bootstrap));
    }

    /// A builder with defaults for everything but the connection.
    public static Builder builder(ConnectionConfig connection) {
        return new Builder(connection);
    }

    /// Reads Kafka's property names.
    ///
    /// @throws ConfigException with all problems, among them every key that is not known
    public static FetcherConfig fromProperties(Map<String, ?> given) {
        var properties = new PropertyReader(given);
        var builder = new Builder(ConnectionProperties.read(properties));
        properties.readMillis("fetch.max.wait.ms", builder::waitMax);
        properties.readInt("fetch.min.bytes", builder::fetchBytesMin);
        properties.readInt("fetch.max.bytes", builder::fetchBytesMax);
        properties.readInt("max.partition.fetch.bytes", builder::partitionBytesMax);
        properties.readMillis("default.api.timeout.ms", builder::limit);
        properties.read("check.crcs", Boolean::valueOf, builder::checksCrc);
        properties.refuseUnless(
                "isolation.level", "read_uncommitted"::equals, "transactions are not there yet");
        properties.refuse("group.id", "groups are not there yet");
        properties.refuse("key.deserializer", "a fetcher hands out bytes");
        properties.refuse("value.deserializer", "a fetcher hands out bytes");
        return properties.finish(builder::build);
    }

    /// Collects the settings. Confined to one thread.
    public static final class Builder {
        private final ConnectionConfig connection;
        private Duration waitMax = Duration.ofMillis(500);
        private int fetchBytesMin = 1;
        private int fetchBytesMax = 8 * 1024 * 1024;
        private int partitionBytesMax = 1024 * 1024;
        private int bufferBytes = 8 * 1024 * 1024;
        private Duration limit = Duration.ofMinutes(1);
        private DecompressionLimits decompression = DecompressionLimits.DEFAULT;
        private boolean checksCrc = true;

        private Builder(ConnectionConfig connection) {
            this.connection = connection;
        }

        /// Kafka's `fetch.max.wait.ms`.
        public Builder waitMax(Duration duration) {
            this.waitMax = duration;
            return this;
        }

        /// Kafka's `fetch.min.bytes`.
        public Builder fetchBytesMin(int bytes) {
            this.fetchBytesMin = bytes;
            return this;
        }

        /// Kafka's `fetch.max.bytes`.
        public Builder fetchBytesMax(int bytes) {
            this.fetchBytesMax = bytes;
            return this;
        }

        /// Kafka's `max.partition.fetch.bytes`.
        public Builder partitionBytesMax(int bytes) {
            this.partitionBytesMax = bytes;
            return this;
        }

        /// How much is fetched ahead.
        public Builder bufferBytes(int bytes) {
            this.bufferBytes = bytes;
            return this;
        }

        /// Kafka's `default.api.timeout.ms`.
        public Builder limit(Duration duration) {
            this.limit = duration;
            return this;
        }

        /// What a compressed batch may grow to.
        public Builder decompression(DecompressionLimits limits) {
            this.decompression = limits;
            return this;
        }

        /// Kafka's `check.crcs`.
        public Builder checksCrc(boolean checks) {
            this.checksCrc = checks;
            return this;
        }

        /// The settings so far.
        ///
        /// @throws ConfigException with all problems
        public FetcherConfig build() {
            return new FetcherConfig(
                    connection,
                    waitMax,
                    fetchBytesMin,
                    fetchBytesMax,
                    partitionBytesMax,
                    bufferBytes,
                    limit,
                    decompression,
                    checksCrc);
        }
    }
}
