package io.qanat.it.fault;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.time.Duration;
import java.util.List;

/// Our own producer. Thread-safe.
final class QanatWireProducer implements WireProducer {
    private final String topic;
    private final Producer<byte[], byte[]> producer;

    private QanatWireProducer(String topic, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    static WireProducer open(String bootstrap, String topic, String clientId) {
        return open(bootstrap, topic, clientId, true);
    }

    /// One whose retries nobody recognises.
    static WireProducer careless(String bootstrap, String topic, String clientId) {
        return open(bootstrap, topic, clientId, false);
    }

    private static WireProducer open(
            String bootstrap, String topic, String clientId, boolean isIdempotent) {
        var connection =
                ConnectionConfig.builder(BootstrapServers.parse(bootstrap))
                        .clientId(clientId)
                        .requestTimeout(REQUEST_TIMEOUT)
                        .retryBackoff(PAUSE_MIN)
                        .retryBackoffMax(PAUSE_MAX)
                        .reconnectBackoff(PAUSE_MIN)
                        .reconnectBackoffMax(PAUSE_MAX)
                        .build();
        var config =
                ProducerConfig.builder(connection)
                        .deliveryTimeout(DELIVERY_TIMEOUT)
                        .idempotent(isIdempotent)
                        .linger(LINGER)
                        .batchBytesMax(BATCH_BYTES_MAX)
                        .build();
        return new QanatWireProducer(
                topic, Producer.create(config, Serializer.BYTES, Serializer.BYTES));
    }

    @Override
    public Duration limit() {
        return DELIVERY_TIMEOUT;
    }

    @Override
    public void send(int partition, byte[] value, Report report) {
        producer.send(
                new ProducerRecord<>(topic, partition, null, null, value, List.of()),
                outcome -> report(outcome, report));
    }

    private static void report(Outcome outcome, Report report) {
        switch (outcome) {
            case Outcome.Delivered delivered -> report.acknowledged(delivered.offset());
            case Outcome.NotPersisted refused -> report.refused(refused.cause());
            case Outcome.PossiblyPersisted unsure -> report.unsure(unsure.cause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
