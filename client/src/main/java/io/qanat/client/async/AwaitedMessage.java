package io.qanat.client.async;

import io.qanat.client.internal.accumulator.Prompt;
import io.qanat.client.producer.ProducerRecord;

/// A record whose caller waits, and keeps the future to itself. No code of the application hangs on
/// its outcome, so the thread that reads the answer tells it. Thread-safe.
final class AwaitedMessage<K, V> extends Message<K, V> implements Prompt {
    AwaitedMessage(Home home, ProducerRecord<K, V> record) {
        super(home, record, null, null);
    }

    /// It is on its way already, and nothing holds it back.
    @Override
    void awaited() {}
}
