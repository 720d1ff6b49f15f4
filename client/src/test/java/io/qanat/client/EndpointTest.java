package io.qanat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "10.0.0.7:1",
                "[::1]:65535",
                "unix:/run/qanat/broker.sock"
            })
    void printsAsItWasWritten(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @Test
    void knowsThePathOfASocket() {
        assertThat(Endpoint.parse("unix:/a/b").socketPath()).contains(Path.of("/a/b"));
    }

    @Test
    void hasNoPathOverTcp() {
        assertThat(Endpoint.parse("a:1").socketPath()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                "localhost:x",
                "localhost:0",
                "a:65536",
                ":9092",
                "::1:9092",
                "unix:"
            })
    void refusesWhatIsNoEndpoint(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsSeveralBootstrapServers() {
        assertThat(BootstrapServers.parse("a:1, [::1]:2 ,unix:/x").endpoints())
                .containsExactly(
                        new Endpoint("a", 1), new Endpoint("::1", 2), new Endpoint("unix:/x", 0));
    }

    @Test
    void refusesAnEmptyBootstrapList() {
        assertThatThrownBy(() -> BootstrapServers.parse(" , "))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
