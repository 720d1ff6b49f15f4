package io.qanat.client.internal.config;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;

/// The properties that all clients share.
public final class ConnectionProperties {
    private static final String NO_SECURITY = "only PLAINTEXT is there yet";

    private static final BootstrapServers STAND_IN = BootstrapServers.parse("localhost:9092");

    private ConnectionProperties() {}

    /// What is set, with defaults for the rest. Problems are noted, and a stand-in is returned
    /// then.
    public static ConnectionConfig read(PropertyReader properties) {
        if (!properties.has("bootstrap.servers")) {
            properties.problem("bootstrap.servers is missing: name at least one host:port");
        }
        ConnectionConfig.Builder builder = ConnectionConfig.builder(STAND_IN);
        read(properties, builder);
        return properties.built(builder::build).orElseGet(() -> ConnectionConfig.of(STAND_IN));
    }

    private static void read(PropertyReader properties, ConnectionConfig.Builder builder) {
        properties.read("bootstrap.servers", BootstrapServers::parse, builder::bootstrap);
        properties.read("client.id", id -> id, builder::clientId);
        properties.readMillis("request.timeout.ms", builder::requestTimeout);
        properties.readMillis("retry.backoff.ms", builder::retryBackoff);
        properties.readMillis("retry.backoff.max.ms", builder::retryBackoffMax);
        properties.readMillis("reconnect.backoff.ms", builder::reconnectBackoff);
        properties.readMillis("reconnect.backoff.max.ms", builder::reconnectBackoffMax);
        properties.readMillis("socket.connection.setup.timeout.ms", builder::connectTimeout);
        properties.readMillis("connections.max.idle.ms", builder::idleMax);
        properties.readMillis("metadata.max.age.ms", builder::metadataAgeMax);
        properties.refuseUnless("security.protocol", "PLAINTEXT"::equals, NO_SECURITY);
        properties.refuse("sasl.mechanism", NO_SECURITY);
        properties.refuse("sasl.jaas.config", NO_SECURITY);
        properties.refuse("ssl.truststore.location", NO_SECURITY);
        properties.refuse("ssl.keystore.location", NO_SECURITY);
    }
}
