package io.qanat.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConfigException;
import io.qanat.client.producer.Acks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublisherConfigTest {
    static List<Object> serversInEveryShape() {
        return List.of("a:1,b:2", " a:1 , b:2 ", List.of("a:1", "b:2"));
    }

    @ParameterizedTest
    @MethodSource("serversInEveryShape")
    void takesServersAsListOrText(Object servers) {
        // When
        PublisherConfig config = PublisherConfig.fromMap(Map.of("bootstrap_servers", servers));

        // Then
        assertThat(config.producer().connection().bootstrap())
                .isEqualTo(BootstrapServers.parse("a:1,b:2"));
    }

    @Test
    void readsTheNamesOfSuchAdapters() {
        // When
        PublisherConfig config =
                PublisherConfig.fromMap(
                        Map.of(
                                "bootstrap_servers",
                                "a:1",
                                "client_id",
                                "orders",
                                "acks",
                                1,
                                "request_timeout_ms",
                                40_000,
                                "linger_ms",
                                "0",
                                "topics",
                                List.of("orders", "audit")));

        // Then
        assertThat(config.producer().connection().clientId()).isEqualTo("orders");
        assertThat(config.producer().connection().requestTimeout())
                .isEqualTo(Duration.ofSeconds(40));
        assertThat(config.producer().acks()).isEqualTo(Acks.LEADER);
        assertThat(config.producer().isIdempotent()).isFalse();
        assertThat(config.producer().linger()).isZero();
        assertThat(config.topics()).containsExactly("orders", "audit");
    }

    @Test
    void acknowledgesByAllUnlessToldOtherwise() {
        // Given
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap_servers", "a:1");
        settings.put("acks", null);

        // When
        PublisherConfig config = PublisherConfig.fromMap(settings);

        // Then
        assertThat(config.producer().acks()).isEqualTo(Acks.ALL);
        assertThat(config.producer().isIdempotent()).isTrue();
        assertThat(config.topics()).isEmpty();
    }

    @Test
    void listsAllProblemsWithWhatMayHaveBeenMeant() {
        assertThatThrownBy(() ->
                        PublisherConfig.fromMap(
                                Map.of(
                                        "bootstrap_server", "a:1",
                                        "client_id", "orders",
                                        "acks", "most",
                                        "request_timeout_ms", "soon")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refusal ->
                                assertThat(refusal.problems())
                                        .containsExactlyInAnyOrder(
                                                "bootstrap_servers is missing: name at least one"
                                                        + " host:port",
                                                "unknown property bootstrap_server; did you mean"
                                                        + " bootstrap_servers?",
                                                "acks: 'most' is none of 0, 1, -1 and all",
                                                "request_timeout_ms: 'soon' is not a whole number"
                                                        + " in range"));
    }

    @Test
    void refusesAnEmptyListOfServers() {
        assertThatThrownBy(() -> PublisherConfig.fromMap(Map.of("bootstrap_servers", List.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bootstrap_servers");
    }
}
