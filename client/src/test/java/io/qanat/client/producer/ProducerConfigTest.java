package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.ConfigException;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ProducerConfigTest {

    @Test
    void readsKafkasNames() {
        // When
        var config =
                ProducerConfig.fromProperties(
                        Map.of(
                                "bootstrap.servers", "a:1",
                                "acks", "1",
                                "linger.ms", 20,
                                "batch.size", "65536",
                                "compression.type", "zstd",
                                "compression.zstd.level", "7",
                                "request.timeout.ms", "1000"));

        // Then
        assertThat(config.acks()).isEqualTo(Acks.LEADER);
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.batchBytesMax()).isEqualTo(65_536);
        assertThat(config.compression()).isEqualTo(Compression.ZSTD);
        assertThat(config.level()).isEqualTo(7);
        assertThat(config.connection().requestTimeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void hasKafkasDefaults() {
        // When
        var config = ProducerConfig.fromProperties(Map.of("bootstrap.servers", "a:1"));

        // Then
        assertThat(config.acks()).isEqualTo(Acks.ALL);
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.batchBytesMax()).isEqualTo(16_384);
        assertThat(config.bufferBytes()).isEqualTo(33_554_432);
        assertThat(config.deliveryTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.compression()).isEqualTo(Compression.NONE);
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() ->
                        ProducerConfig.fromProperties(
                                Map.of("acks", "2", "batch.size", "big", "linger.sm", "1")))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigException.class))
                .extracting(ConfigException::problems, InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(
                        "bootstrap.servers is missing: name at least one host:port",
                        "acks: '2' is none of 0, 1, -1 and all",
                        "batch.size: 'big' is not a whole number in range",
                        "unknown property linger.sm; did you mean linger.ms?");
    }

    @Test
    void refusesIdempotenceThatOtherSettingsRuleOut() {
        assertThatThrownBy(() ->
                        ProducerConfig.fromProperties(
                                Map.of(
                                        "bootstrap.servers", "a:1",
                                        "enable.idempotence", "true",
                                        "acks", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("enable.idempotence needs acks=all");
        assertThatThrownBy(() ->
                        ProducerConfig.fromProperties(
                                Map.of(
                                        "bootstrap.servers", "a:1",
                                        "enable.idempotence", "true",
                                        "max.in.flight.requests.per.connection", "6")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max.in.flight.requests.per.connection <= 5");
    }

    @Test
    void isIdempotentUnlessTheSettingsSayOtherwise() {
        assertThat(ProducerConfig.fromProperties(Map.of("bootstrap.servers", "a:1")).isIdempotent())
                .isTrue();
        assertThat(
                        ProducerConfig.fromProperties(
                                        Map.of(
                                                "bootstrap.servers",
                                                "a:1",
                                                "enable.idempotence",
                                                "false"))
                                .isIdempotent())
                .isFalse();
        assertThat(
                        ProducerConfig.fromProperties(
                                        Map.of("bootstrap.servers", "a:1", "acks", "1"))
                                .isIdempotent())
                .isFalse();
    }

    @Test
    void refusesALevelThatTheCodecDoesNotHave() {
        assertThatThrownBy(() ->
                        ProducerConfig.fromProperties(
                                Map.of(
                                        "bootstrap.servers", "a:1",
                                        "compression.type", "gzip",
                                        "compression.gzip.level", "30")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gzip has no level 30");
    }

    @Test
    void refusesADeliveryTimeoutBelowItsParts() {
        assertThatThrownBy(() ->
                        ProducerConfig.fromProperties(
                                Map.of(
                                        "bootstrap.servers", "a:1",
                                        "delivery.timeout.ms", "1000")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delivery.timeout.ms (1000) is below");
    }
}
