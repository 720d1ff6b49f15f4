package io.qanat.it.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.compat.QanatProducer;
import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.SendResult;
import org.springframework.messaging.support.MessageBuilder;

/// Spring Kafka's template over the drop-in: an application of Spring overrides one method.
@Timeout(60)
@ExtendWith(SharedQanat.class)
class SpringTemplateIT {
    private final String topic = "spring-" + UUID.randomUUID();
    private final DefaultKafkaProducerFactory<String, String> factory;
    private final KafkaTemplate<String, String> template;

    SpringTemplateIT(QanatNode node) {
        factory =
                new DefaultKafkaProducerFactory<>(Maker.properties(node.bootstrap())) {
                    @Override
                    protected Producer<String, String> createRawProducer(
                            Map<String, Object> properties) {
                        return new QanatProducer<>(properties);
                    }
                };
        template = new KafkaTemplate<>(factory);
    }

    @AfterEach
    void destroy() {
        factory.destroy();
    }

    @Test
    void sendsAndTellsThePlace() throws Exception {
        // When
        SendResult<String, String> result = end(template.send(topic, "key", "value"));

        // Then
        assertThat(result.getRecordMetadata().topic()).isEqualTo(topic);
        assertThat(result.getRecordMetadata().offset()).isZero();
        assertThat(result.getProducerRecord().value()).isEqualTo("value");
    }

    @Test
    void sendsMessagesWithTheirHeaders() throws Exception {
        // Given
        var message =
                MessageBuilder.withPayload("value")
                        .setHeader("kafka_topic", topic)
                        .setHeader("kafka_messageKey", "key")
                        .setHeader("trace", new byte[] {'a', '1'})
                        .build();

        // When
        SendResult<String, String> result = end(template.send(message));

        // Then
        assertThat(result.getRecordMetadata().hasOffset()).isTrue();
        assertThat(result.getProducerRecord().headers().lastHeader("trace")).isNotNull();
    }

    @Test
    void failsTheRecordAlone() throws Exception {
        // What fails at once the template throws, whoever made the producer.
        assertThatThrownBy(() -> end(template.send(topic, "key", "x".repeat(2_000_000))))
                .isInstanceOf(KafkaException.class)
                .hasRootCauseInstanceOf(io.qanat.client.RecordTooLargeException.class)
                .cause()
                .isInstanceOf(RecordTooLargeException.class);
        assertThat(end(template.send(topic, "key", "x")).getRecordMetadata().hasOffset()).isTrue();
    }

    @Test
    void tellsItsListener() throws Exception {
        // Given
        List<String> told = new CopyOnWriteArrayList<>();
        template.setProducerListener(
                new ProducerListener<>() {
                    @Override
                    public void onSuccess(
                            ProducerRecord<String, String> record, RecordMetadata metadata) {
                        told.add(record.value() + "@" + metadata.offset());
                    }
                });

        // When
        end(template.send(topic, "key", "one"));
        template.flush();

        // Then
        assertThat(told).containsExactly("one@0");
    }

    @Test
    void asksForPartitionsAndMetrics() {
        assertThat(template.partitionsFor(topic)).hasSize(1);
        assertThat(template.metrics()).isNotEmpty();
    }

    @Test
    void refusesTransactionsWithoutAnIdAsKafkasDoes() {
        assertThatThrownBy(() ->
                        template.execute(producer -> {
                            producer.beginTransaction();
                            return true;
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transactional.id");
    }

    private static <T> T end(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
