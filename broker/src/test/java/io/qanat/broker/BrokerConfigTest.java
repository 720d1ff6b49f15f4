package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.LogConfig;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {
    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() -> new BrokerConfig(true, 0, 1, -5, 1, 1, LogConfig.DEFAULT))
                .hasMessageContaining("partitionsDefault 0")
                .hasMessageContaining("requestBytesMax -5");
    }

    @Test
    void changesOneThingAtATime() {
        assertThat(BrokerConfig.DEFAULT.withPartitionsDefault(3))
                .isEqualTo(
                        new BrokerConfig(
                                true,
                                3,
                                1_048_588,
                                100 * 1024 * 1024,
                                55 * 1024 * 1024,
                                1000,
                                LogConfig.DEFAULT));
        assertThat(BrokerConfig.DEFAULT.withAutoCreateTopics(false).autoCreateTopics()).isFalse();
    }
}
