package io.qanat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicConfigKeysTest {
    @Test
    void hasDefaultsThatMeetTheirRules() {
        for (ConfigKey key : TopicConfigKeys.all()) {
            assertThat(key.rule().problem(key.defaultValue())).as(key.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms, -2",
        "retention.ms, 1.5",
        "max.message.bytes, 3000000000",
        "cleanup.policy, 'delete,burn'",
        "min.cleanable.dirty.ratio, 1.1",
        "min.cleanable.dirty.ratio, NaN",
        "compression.type, lz4",
        "preallocate, maybe",
        "message.timestamp.type, Sundial",
    })
    void refusesBadValues(String name, String value) {
        assertThat(TopicConfigKeys.named(name).orElseThrow().rule().problem(value)).isPresent();
    }

    @Test
    void knowsOnlyItsOwnKeys() {
        assertThat(TopicConfigKeys.named("retention.days")).isEmpty();
    }

    @Test
    void turnsOverridesIntoSettings() {
        // When
        var settings =
                new TopicSettings(
                        Map.of("cleanup.policy", "compact", "max.message.bytes", " 77 "),
                        1_000_000);

        // Then
        assertThat(settings.isCompacted()).isTrue();
        assertThat(settings.messageBytesMax()).isEqualTo(77);
        assertThat(settings.stampsAppendTime()).isFalse();
        assertThat(settings.timestampAfterMaxMillis()).isEqualTo(3_600_000);
    }

    @Test
    void takesWhatTheBrokerSetsWhereTheTopicSetsNothing() {
        assertThat(new TopicSettings(Map.of(), 5).messageBytesMax()).isEqualTo(5);
        assertThat(List.copyOf(TopicConfigKeys.all()))
                .isSortedAccordingTo((one, other) -> one.name().compareTo(other.name()));
    }
}
