package io.qanat.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a client connects, waits and tries again: what producer, fetcher and admin client share.
/// Immutable.
///
/// @param bootstrap where the cluster is looked for first
/// @param clientId what the brokers call this client
/// @param requestTimeout how long one request may wait for its answer; then its connection is
///   closed
/// @param retryBackoff pause before the second attempt of a request; doubles up to the maximum
/// @param retryBackoffMax longest pause between two attempts of a request
/// @param reconnectBackoff pause before the second attempt to connect; doubles up to the maximum
/// @param reconnectBackoffMax longest pause between two attempts to connect
/// @param connectTimeout how long an address may take to accept a connection
/// @param idleMax after how long an unused connection is closed
/// @param metadataAgeMax after how long the view of the cluster is refreshed without a reason
public record ConnectionConfig(
        BootstrapServers bootstrap,
        String clientId,
        Duration requestTimeout,
        Duration retryBackoff,
        Duration retryBackoffMax,
        Duration reconnectBackoff,
        Duration reconnectBackoffMax,
        Duration connectTimeout,
        Duration idleMax,
        Duration metadataAgeMax) {

    /// Refuses durations that are not positive.
    ///
    /// @throws ConfigException with all problems
    public ConnectionConfig {
        var problems = new ArrayList<String>();
        positive("request.timeout.ms", requestTimeout, problems);
        positive("retry.backoff.ms", retryBackoff, problems);
        positive("retry.backoff.max.ms", retryBackoffMax, problems);
        positive("reconnect.backoff.ms", reconnectBackoff, problems);
        positive("reconnect.backoff.max.ms", reconnectBackoffMax, problems);
        positive("socket.connection.setup.timeout.ms", connectTimeout, problems);
        positive("connections.max.idle.ms", idleMax, problems);
        positive("metadata.max.age.ms", metadataAgeMax, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /// A builder with Kafka's defaults.
    public static Builder builder(BootstrapServers bootstrap) {
        return new Builder(bootstrap);
    }

    /// The defaults for a cluster.
    public static ConnectionConfig of(BootstrapServers bootstrap) {
        return builder(bootstrap).build();
    }

    private static void positive(String name, Duration value, List<String> problems) {
        if (value.isNegative() || value.isZero()) {
            problems.add(name + " must be positive, not " + value.toMillis() + " ms");
        }
    }

    /// Collects the settings. Confined to one thread.
    public static final class Builder {
        private BootstrapServers bootstrap;
        private String clientId = "qanat";
        private Duration requestTimeout = Duration.ofSeconds(30);
        private Duration retryBackoff = Duration.ofMillis(100);
        private Duration retryBackoffMax = Duration.ofSeconds(1);
        private Duration reconnectBackoff = Duration.ofMillis(50);
        private Duration reconnectBackoffMax = Duration.ofSeconds(1);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration idleMax = Duration.ofMinutes(9);
        private Duration metadataAgeMax = Duration.ofMinutes(5);

        private Builder(BootstrapServers bootstrap) {
            this.bootstrap = bootstrap;
        }

        /// Kafka's `bootstrap.servers`.
        public Builder bootstrap(BootstrapServers servers) {
            this.bootstrap = servers;
            return this;
        }

        /// Kafka's `client.id`.
        public Builder clientId(String id) {
            this.clientId = id;
            return this;
        }

        /// Kafka's `request.timeout.ms`.
        public Builder requestTimeout(Duration duration) {
            this.requestTimeout = duration;
            return this;
        }

        /// Kafka's `retry.backoff.ms`.
        public Builder retryBackoff(Duration duration) {
            this.retryBackoff = duration;
            return this;
        }

        /// Kafka's `retry.backoff.max.ms`.
        public Builder retryBackoffMax(Duration duration) {
            this.retryBackoffMax = duration;
            return this;
        }

        /// Kafka's `reconnect.backoff.ms`.
        public Builder reconnectBackoff(Duration duration) {
            this.reconnectBackoff = duration;
            return this;
        }

        /// Kafka's `reconnect.backoff.max.ms`.
        public Builder reconnectBackoffMax(Duration duration) {
            this.reconnectBackoffMax = duration;
            return this;
        }

        /// Kafka's `socket.connection.setup.timeout.ms`.
        public Builder connectTimeout(Duration duration) {
            this.connectTimeout = duration;
            return this;
        }

        /// Kafka's `connections.max.idle.ms`.
        public Builder idleMax(Duration duration) {
            this.idleMax = duration;
            return this;
        }

        /// Kafka's `metadata.max.age.ms`.
        public Builder metadataAgeMax(Duration duration) {
            this.metadataAgeMax = duration;
            return this;
        }

        /// The settings so far.
        ///
        /// @throws ConfigException with all problems
        public ConnectionConfig build() {
            return new ConnectionConfig(
                    bootstrap,
                    clientId,
                    requestTimeout,
                    retryBackoff,
                    retryBackoffMax,
                    reconnectBackoff,
                    reconnectBackoffMax,
                    connectTimeout,
                    idleMax,
                    metadataAgeMax);
        }
    }
}
