package io.qanat.client.internal.config;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The properties that all clients share.
public final class ConnectionProperties {
    private static final BootstrapServers STAND_IN = BootstrapServers.parse("localhost:9092");

    private static final List<Property<ConnectionConfig.Builder, ConnectionConfig>> OWN =
            List.of(
                    Property.accepted(
                            "bootstrap.servers",
                            (reader, builder) ->
                                    reader.read(
                                            "bootstrap.servers",
                                            BootstrapServers::parse,
                                            builder::bootstrap),
                            config ->
                                    config.bootstrap().endpoints().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(",")),
                            "required"),
                    Property.accepted(
                            "client.id",
                            (reader, builder) ->
                                    reader.read("client.id", id -> id, builder::clientId),
                            ConnectionConfig::clientId,
                            ""),
                    millis(
                            "request.timeout.ms",
                            ConnectionConfig.Builder::requestTimeout,
                            ConnectionConfig::requestTimeout,
                            "then the connection is closed"),
                    millis(
                            "retry.backoff.ms",
                            ConnectionConfig.Builder::retryBackoff,
                            ConnectionConfig::retryBackoff,
                            "doubles up to the maximum, with jitter"),
                    millis(
                            "retry.backoff.max.ms",
                            ConnectionConfig.Builder::retryBackoffMax,
                            ConnectionConfig::retryBackoffMax,
                            ""),
                    millis(
                            "reconnect.backoff.ms",
                            ConnectionConfig.Builder::reconnectBackoff,
                            ConnectionConfig::reconnectBackoff,
                            "doubles up to the maximum, with jitter"),
                    millis(
                            "reconnect.backoff.max.ms",
                            ConnectionConfig.Builder::reconnectBackoffMax,
                            ConnectionConfig::reconnectBackoffMax,
                            ""),
                    millis(
                            "socket.connection.setup.timeout.ms",
                            ConnectionConfig.Builder::connectTimeout,
                            ConnectionConfig::connectTimeout,
                            "the same for every attempt"),
                    Property.withoutEffect(
                            "socket.connection.setup.timeout.max.ms",
                            "the time for an attempt to connect does not grow"),
                    millis(
                            "connections.max.idle.ms",
                            ConnectionConfig.Builder::idleMax,
                            ConnectionConfig::idleMax,
                            ""),
                    millis(
                            "metadata.max.age.ms",
                            ConnectionConfig.Builder::metadataAgeMax,
                            ConnectionConfig::metadataAgeMax,
                            ""));

    private static final List<Property<ConnectionConfig.Builder, ConnectionConfig>> ALL =
            Stream.concat(
                            OWN.stream(),
                            SecurityKeys.<ConnectionConfig.Builder, ConnectionConfig>all())
                    .toList();

    private ConnectionProperties() {}

    /// Every key that is known.
    public static List<Property<ConnectionConfig.Builder, ConnectionConfig>> all() {
        return ALL;
    }

    /// What is set, with defaults for the rest. Problems are noted, and a stand-in is returned
    /// then.
    public static ConnectionConfig read(PropertyReader properties) {
        if (!properties.has("bootstrap.servers")) {
            properties.problem("bootstrap.servers is missing: name at least one host:port");
        }
        ConnectionConfig.Builder builder = ConnectionConfig.builder(STAND_IN);
        ALL.forEach(property -> property.reading().accept(properties, builder));
        return properties.built(builder::build).orElseGet(() -> ConnectionConfig.of(STAND_IN));
    }

    private static Property<ConnectionConfig.Builder, ConnectionConfig> millis(
            String name,
            BiConsumer<ConnectionConfig.Builder, Duration> setter,
            Function<ConnectionConfig, Duration> value,
            String note) {
        return Property.accepted(
                name,
                (reader, builder) ->
                        reader.readMillis(name, duration -> setter.accept(builder, duration)),
                config -> value.apply(config).toMillis(),
                note);
    }
}
