package io.qanat.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.ConfigException;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FetcherConfigTest {

    @Test
    void readsKafkasNames() {
        // When
        var config =
                FetcherConfig.fromProperties(
                        Map.of(
                                "bootstrap.servers", "a:1",
                                "fetch.max.wait.ms", "100",
                                "max.partition.fetch.bytes", "2048",
                                "check.crcs", "false",
                                "isolation.level", "read_uncommitted"));

        // Then
        assertThat(config.waitMax()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.partitionBytesMax()).isEqualTo(2048);
        assertThat(config.checksCrc()).isFalse();
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() ->
                        FetcherConfig.fromProperties(
                                Map.of(
                                        "bootstrap.servers", "a",
                                        "fetch.max.wait.ms", "60000",
                                        "isolation.level", "read_committed",
                                        "fetch.max.byte", "1",
                                        "retry.backoff.ms", "0")))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigException.class))
                .extracting(ConfigException::problems, InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(
                        "bootstrap.servers: 'a' has no port: write it as host:port",
                        "isolation.level=read_committed: transactions are not there yet",
                        "retry.backoff.ms must be positive, not 0 ms",
                        "fetch.max.wait.ms must lie between 0 and request.timeout.ms",
                        "unknown property fetch.max.byte; did you mean fetch.max.bytes?");
    }
}
