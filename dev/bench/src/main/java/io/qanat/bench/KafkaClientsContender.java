package io.qanat.bench;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Apache Kafka's own Java producer.
final class KafkaClientsContender implements Contender {
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaClientsContender(Map<String, String> settings, String bufferStrategy) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put("buffer.memory.allocation.strategy", bufferStrategy);
        properties.put("enable.metrics.push", "false");
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
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
                .filter(metric -> metric.metricName().name().equals("record-error-total"))
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
