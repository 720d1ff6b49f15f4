package io.qanat.client.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {
    private static final Message.Home NOWHERE =
            new Message.Home() {
                @Override
                public void awaited(Message<?, ?> message) {}

                @Override
                public void tellLater(Message<?, ?> message, Outcome outcome) {}
            };

    @Test
    void groupsByTopicAndPartitionInTheOrderOfProduce() {
        // Given
        List<Message<String, String>> messages =
                List.of(
                        message("a", null, "1"),
                        message("b", null, "2"),
                        message("a", 0, "3"),
                        message("a", null, "4"),
                        message("a", 0, "5"));

        // When
        List<MessageBatch<String, String>> batches = BatchProcessor.createBatches(messages);

        // Then
        assertThat(batches)
                .extracting(MessageBatch::info)
                .containsExactly(
                        "2 messages to a, 0 with a callback",
                        "1 messages to b, 0 with a callback",
                        "2 messages to a-0, 0 with a callback");
        assertThat(values(batches.getFirst())).containsExactly("1", "4");
        assertThat(values(batches.getLast())).containsExactly("3", "5");
        assertThat(batches.getFirst().partition()).isEmpty();
        assertThat(batches.getLast().partition()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void aBatchIsNotEmpty() {
        assertThatThrownBy(() -> MessageBatch.createMessageBatch("a", null, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }

    @Test
    void aBatchHasOneTopicAndPartition() {
        // Given
        List<Message<String, String>> messages =
                List.of(message("a", null, "1"), message("a", 7, "2"));

        // When
        assertThatThrownBy(() -> MessageBatch.createMessageBatch("a", null, messages))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-7");
    }

    private static List<@Nullable String> values(MessageBatch<String, String> batch) {
        return batch.messages().stream().<@Nullable String>map(ProducerRecord::value).toList();
    }

    private static Message<String, String> message(
            String topic, @Nullable Integer partition, String value) {
        return new Message<>(
                NOWHERE,
                new ProducerRecord<>(topic, partition, null, null, value, List.of()),
                null,
                null);
    }
}
