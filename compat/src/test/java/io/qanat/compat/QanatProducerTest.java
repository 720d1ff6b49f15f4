package io.qanat.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The drop-in where no broker is.
@Timeout(60)
class QanatProducerTest {
    private static final Map<String, Object> PROPERTIES =
            Map.of("bootstrap.servers", "localhost:1", "client.id", "shop");

    @Test
    void transactionsNeedATransactionalId() {
        try (QanatProducer<String, String> producer = producer()) {
            for (Runnable call :
                    List.<Runnable>of(
                            producer::initTransactions,
                            producer::beginTransaction,
                            producer::commitTransaction,
                            producer::abortTransaction)) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("transactional.id");
            }
        }
    }

    @Test
    void whatCannotBeMetIsRefusedWithAllProblems() {
        // Given
        var properties = new Properties();
        properties.putAll(PROPERTIES);
        properties.setProperty("transaction.two.phase.commit.enable", "true");
        properties.setProperty("security.protocol", "SSL");

        // Then
        assertThatThrownBy(() ->
                        new QanatProducer<>(
                                properties, new StringSerializer(), new StringSerializer()))
                .isInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(ConfigException.class)
                .hasMessageContaining("transaction.two.phase.commit.enable")
                .hasMessageContaining("security.protocol");
    }

    @Test
    void closesAtOnceWithoutABroker() {
        // Given
        QanatProducer<String, String> producer = producer();
        var future = producer.send(new ProducerRecord<>("t", "v"));

        // When
        producer.close(Duration.ZERO);

        // Then
        assertThat(future).isDone();
        assertThatThrownBy(future::get).hasMessageContaining("closed");
    }

    @Test
    void metricsHaveKafkasNames() {
        try (QanatProducer<String, String> producer = producer()) {
            assertThat(producer.metrics().keySet())
                    .filteredOn(name -> name.name().equals("buffer-available-bytes"))
                    .singleElement()
                    .satisfies(name -> {
                        assertThat(name.group()).isEqualTo("producer-metrics");
                        assertThat(name.tags()).containsEntry("client-id", "shop");
                    });
        }
    }

    private static QanatProducer<String, String> producer() {
        return new QanatProducer<>(PROPERTIES, new StringSerializer(), new StringSerializer());
    }
}
