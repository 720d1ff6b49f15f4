package io.qanat.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "orders", "Orders.v1_eu-west", "...", "0", "__consumer_offsets"})
    void takesLettersDigitsDotsUnderscoresAndDashes(String name) {
        assertThat(TopicName.problem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\n", "a:b", "🦆"})
    void refusesEverythingElse(String name) {
        assertThat(TopicName.problem(name)).isPresent();
    }

    @Test
    void takesTwoHundredAndFortyNineCharacters() {
        assertThat(TopicName.problem("x".repeat(249))).isEmpty();
        assertThat(TopicName.problem("x".repeat(250))).isPresent();
    }

    @Test
    void collidesWithNamesThatDifferInDotsOnly() {
        assertThat(TopicName.collide("a.b", "a_b")).isTrue();
        assertThat(TopicName.collide("a.b", "a.b")).isFalse();
        assertThat(TopicName.collide("a.b", "a-b")).isFalse();
    }
}
