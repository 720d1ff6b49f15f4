package io.qanat.bench;

import io.qanat.client.async.AsyncProducer;
import io.qanat.client.async.AsyncProducerConfig;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.util.Map;

/// Our batching facade.
final class AsyncContender implements Contender {
    private final AsyncProducer<byte[], byte[]> producer;

    /// @param callbackPoolMax how many objects that carry callbacks are kept; 0 for none
    AsyncContender(Map<String, String> settings, int callbackPoolMax) {
        producer =
                AsyncProducer.create(
                        AsyncProducerConfig.builder(ProducerConfig.fromProperties(settings))
                                .callbackPoolMax(callbackPoolMax)
                                .build(),
                        Serializer.BYTES,
                        Serializer.BYTES);
    }

    @Override
    public void send(String topic, byte[] value, Acknowledgement acknowledgement)
            throws InterruptedException {
        var unused =
                producer.produceBlocking(
                        new ProducerRecord<>(topic, value),
                        outcome -> acknowledgement.done(outcome.isDelivered()));
    }

    @Override
    public void forget(String topic, byte[] value) throws InterruptedException {
        var unused = producer.produceBlocking(new ProducerRecord<>(topic, value), Callback.NONE);
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
        System.err.println(producer.callbackStats());
        producer.close();
    }
}
