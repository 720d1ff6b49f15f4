package io.qanat.it.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The producer of kafka-clients with the same limits. It does not say whether a record that failed
/// is stored. Thread-safe.
final class KafkaClientsWireProducer implements WireProducer {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    private KafkaClientsWireProducer(String topic, KafkaProducer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    static WireProducer open(String bootstrap, String topic, String clientId) {
        Map<String, Object> config =
                Map.ofEntries(
                        Map.entry("bootstrap.servers", bootstrap),
                        Map.entry("client.id", clientId),
                        Map.entry("acks", "all"),
                        Map.entry("enable.idempotence", true),
                        Map.entry("delivery.timeout.ms", (int) DELIVERY_TIMEOUT.toMillis()),
                        Map.entry("max.block.ms", DELIVERY_TIMEOUT.toMillis()),
                        Map.entry("request.timeout.ms", (int) REQUEST_TIMEOUT.toMillis()),
                        Map.entry("retry.backoff.ms", PAUSE_MIN.toMillis()),
                        Map.entry("retry.backoff.max.ms", PAUSE_MAX.toMillis()),
                        Map.entry("reconnect.backoff.ms", PAUSE_MIN.toMillis()),
                        Map.entry("reconnect.backoff.max.ms", PAUSE_MAX.toMillis()),
                        Map.entry("linger.ms", LINGER.toMillis()),
                        Map.entry("batch.size", BATCH_BYTES_MAX),
                        Map.entry("enable.metrics.push", false));
        return new KafkaClientsWireProducer(
                topic,
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /// `send` may wait for metadata before the time of the record begins.
    @Override
    public Duration limit() {
        return DELIVERY_TIMEOUT.multipliedBy(2);
    }

    @Override
    public void send(int partition, byte[] value, Report report) {
        // Its callback tells all.
        var unused =
                producer.send(
                        new ProducerRecord<>(topic, partition, null, value),
                        (metadata, failure) -> {
                            if (failure == null) {
                                report.acknowledged(metadata.offset());
                            } else {
                                report.unsure(failure);
                            }
                        });
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
