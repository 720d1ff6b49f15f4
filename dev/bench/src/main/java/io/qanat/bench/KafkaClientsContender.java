package io.qanat.bench;

import io.qanat.compat.QanatProducer;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Whatever is behind the producer interface of kafka-clients: Apache Kafka's own Java producer, or
/// the drop-in.
final class KafkaClientsContender implements Contender {
    /// The drop-in counts no total.
    private static final Set<String> ERRORS = Set.of("record-error-total", "record-error-rate");

    private final Producer<byte[], byte[]> producer;

    private KafkaClientsContender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static KafkaClientsContender kafka(Map<String, String> settings, String bufferStrategy) {
        Properties properties = properties(settings);
        properties.put("buffer.memory.allocation.strategy", bufferStrategy);
        return new KafkaClientsContender(
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    static KafkaClientsContender dropIn(Map<String, String> settings) {
        return new KafkaClientsContender(
                new QanatProducer<>(
                        properties(settings),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()));
    }

    private static Properties properties(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put("enable.metrics.push", "false");
        return properties;
    }

    @Override
    public void send(String topic, byte[] value, Acknowledgement acknowledgement) {
        var unused =
                producer.send(
                        new ProducerRecord<>(topic, value),
                        (metadata, failure) -> acknowledgement.done(failure == null));
    }

    @Override
    public void forget(String topic, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, value));
    }

    @Override
    public boolean sendAndWait(String topic, byte[] value) throws InterruptedException {
        try {
            return producer.send(new ProducerRecord<>(topic, value)).get().hasOffset();
        } catch (ExecutionException e) {
            return false;
        }
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public boolean anyFailed() {
        return producer.metrics().values().stream()
                .filter(metric -> ERRORS.contains(metric.metricName().name()))
                .anyMatch(metric -> (Double) metric.metricValue() > 0);
    }

    @Override
    public double batchBytes() {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("batch-size-avg"))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        producer.close();
    }
}
