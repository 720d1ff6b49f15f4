package io.qanat.client.internal.config;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;

/// The properties that all clients share.
public final class ConnectionProperties {
    private static final String NO_SECURITY = "only PLAINTEXT is there yet";

    private ConnectionProperties() {}

    /// Hands what is set to `builder`.
    public static void read(PropertyReader properties, ConnectionConfig.Builder builder) {
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
