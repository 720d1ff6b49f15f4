package io.qanat.client.async;

import io.qanat.client.BufferLevel;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.Purge;
import io.qanat.client.producer.Submission;
import java.time.Duration;
import java.util.List;

/// A producer as an outlet. Thread-safe.
record ProducerOutlet<K, V>(Producer<K, V> producer) implements Outlet<K, V> {
    @Override
    public void sendAll(List<? extends Submission<K, V>> submissions, Duration waited)
            throws InterruptedException {
        producer.sendAll(submissions, waited);
    }

    @Override
    public void hurry(String topic) {
        producer.hurry(topic);
    }

    @Override
    public void flush() throws InterruptedException {
        producer.flush();
    }

    @Override
    public void purge() {
        producer.purge(Purge.ALL);
    }

    @Override
    public void close(Duration limit) {
        producer.close(limit);
    }

    @Override
    public boolean isInCallback() {
        return producer.isInCallback();
    }

    @Override
    public BufferLevel bufferLevel() {
        return producer.bufferLevel();
    }
}
