package io.qanat.client.pattern;

import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The headers of requests and replies. The first three are those of Spring Kafka's
/// `ReplyingKafkaTemplate`, so either side may be written with it.
///
/// What others sent is hostile until shown otherwise: a header of the wrong shape is none.
final class RequestHeaders {
    /// 16 bytes.
    static final String CORRELATION_ID = "kafka_correlationId";

    /// Text.
    static final String REPLY_TOPIC = "kafka_replyTopic";

    /// Four bytes, the highest first.
    static final String REPLY_PARTITION = "kafka_replyPartition";

    /// Milliseconds since 1970 as text: afterwards nobody waits for the reply.
    static final String DEADLINE = "qanat_deadline";

    /// Text: why there is no answer.
    static final String REFUSAL = "qanat_refusal";

    private RequestHeaders() {}

    static List<RecordHeader> ofRequest(UUID id, TopicPartition replies, long deadlineMillis) {
        return List.of(
                correlation(id),
                text(REPLY_TOPIC, replies.topic()),
                new RecordHeader(
                        REPLY_PARTITION,
                        ByteBuffer.allocate(Integer.BYTES).putInt(replies.partition()).flip()),
                text(DEADLINE, Long.toString(deadlineMillis)));
    }

    static RecordHeader correlation(UUID id) {
        return new RecordHeader(
                CORRELATION_ID,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .flip());
    }

    static RecordHeader text(String name, String value) {
        return new RecordHeader(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    static Optional<UUID> correlationOf(ConsumedRecord record) {
        return value(record, CORRELATION_ID)
                .filter(bytes -> bytes.remaining() == 2 * Long.BYTES)
                .map(bytes -> new UUID(bytes.getLong(), bytes.getLong()));
    }

    static Optional<TopicPartition> repliesOf(ConsumedRecord record) {
        Optional<Integer> partition =
                value(record, REPLY_PARTITION)
                        .filter(bytes -> bytes.remaining() == Integer.BYTES)
                        .map(ByteBuffer::getInt)
                        .filter(index -> index >= 0);
        return textOf(record, REPLY_TOPIC)
                .flatMap(topic -> partition.map(index -> new TopicPartition(topic, index)));
    }

    /// Empty for a request that does not say, or not so that it can be read.
    static OptionalLong deadlineOf(ConsumedRecord record) {
        try {
            return textOf(record, DEADLINE)
                    .map(text -> OptionalLong.of(Long.parseLong(text)))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static Optional<String> refusalOf(ConsumedRecord record) {
        return textOf(record, REFUSAL);
    }

    private static Optional<String> textOf(ConsumedRecord record, String name) {
        return value(record, name).map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString());
    }

    private static Optional<ByteBuffer> value(ConsumedRecord record, String name) {
        return record.headers().stream()
                .filter(header -> header.key().equals(name))
                .flatMap(header -> Optional.ofNullable(header.value()).stream())
                .map(ByteBuffer::duplicate)
                .reduce((earlier, later) -> later);
    }
}
