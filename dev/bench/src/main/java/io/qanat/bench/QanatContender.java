package io.qanat.bench;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.util.Map;

/// Our producer.
final class QanatContender implements Contender {
    private final Producer<byte[], byte[]> producer;

    QanatContender(Map<String, String> settings) {
        producer =
                Producer.create(
                        ProducerConfig.fromProperties(settings),
                        Serializer.BYTES,
                        Serializer.BYTES);
    }

    @Override
    public void send(String topic, byte[] value, Acknowledgement acknowledgement)
            throws InterruptedException {
        producer.sendBlocking(
                new ProducerRecord<>(topic, value),
                outcome -> acknowledgement.done(outcome.isDelivered()));
    }

    @Override
    public void forget(String topic, byte[] value) throws InterruptedException {
        producer.sendBlocking(new ProducerRecord<>(topic, value), Callback.NONE);
    }

    @Override
    public boolean sendAndWait(String topic, byte[] value) throws InterruptedException {
        return producer.sendAndWait(new ProducerRecord<>(topic, value)).isDelivered();
    }

    @Override
    public void flush() throws InterruptedException {
        producer.flush();
    }

    @Override
    public boolean anyFailed() {
        return producer.metrics().recordErrorRate() > 0;
    }

    @Override
    public double batchBytes() {
        return producer.metrics().batchSizeAvg();
    }

    @Override
    public void close() {
        producer.close();
    }
}
