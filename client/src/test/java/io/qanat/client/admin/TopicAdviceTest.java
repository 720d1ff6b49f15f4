package io.qanat.client.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAdviceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "orders",
                "shop.order.created",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "A-Z_0.9",
                "-",
                "_",
                "a:b",
                "a,b",
                "__consumer_offsets"
            })
    void refusesWhatKafkaRefuses(String name) {
        assertThat(TopicAdvice.problem(name).isPresent()).isEqualTo(kafkaRefuses(name));
    }

    @Test
    void allowsAsManyCharactersAsKafkaDoes() {
        for (int length : List.of(248, 249, 250)) {
            String name = "x".repeat(length);
            assertThat(TopicAdvice.problem(name).isPresent()).isEqualTo(kafkaRefuses(name));
        }
    }

    @Test
    void hasNothingToSayOfAGoodTopic() {
        assertThat(TopicAdvice.on(new NewTopic("shop.order.created", 6))).isEmpty();
        assertThat(TopicAdvice.on(new NewTopic("shop.order.created.v2", 6))).isEmpty();
    }

    @Test
    void asksForDomainEntityAndEventType() {
        assertThat(TopicAdvice.on(new NewTopic("orders", 6)))
                .singleElement()
                .asString()
                .contains("<domain>.<entity>.<event-type>");
    }

    @Test
    void warnsOfNamesThatMetricsMixUp() {
        assertThat(TopicAdvice.on(new NewTopic("shop.order_created", 6)))
                .anyMatch(line -> line.contains("cannot be told from 'shop.order.created'"));
    }

    @Test
    void warnsOfOnePartitionAndOfVeryMany() {
        assertThat(TopicAdvice.on(new NewTopic("a.b.c", 1)))
                .singleElement()
                .asString()
                .startsWith("one partition");
        assertThat(TopicAdvice.on(new NewTopic("a.b.c", 101)))
                .singleElement()
                .asString()
                .startsWith("101 partitions");
        assertThat(TopicAdvice.on(new NewTopic("a.b.c", -1, -1, Map.of()))).isEmpty();
    }

    @Test
    void countsPartitionsByLoadAndConsumers() {
        assertThat(TopicAdvice.partitions(50_000_000, 10_000_000, 3)).isEqualTo(5);
        assertThat(TopicAdvice.partitions(50_000_001, 10_000_000, 3)).isEqualTo(6);
        assertThat(TopicAdvice.partitions(5, 10_000_000, 3)).isEqualTo(3);
        assertThat(TopicAdvice.partitions(0, 1, 0)).isEqualTo(1);
    }

    @Test
    void refusesALoadThatMakesNoSense() {
        assertThatThrownBy(() -> TopicAdvice.partitions(1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean kafkaRefuses(String name) {
        try {
            Topic.validate(name);
            return false;
        } catch (InvalidTopicException e) {
            return true;
        }
    }
}
