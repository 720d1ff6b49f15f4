package io.qanat.client.async;

import io.qanat.client.BufferLevel;
import io.qanat.client.producer.Submission;
import java.time.Duration;
import java.util.List;

/// What the batches go to: the producer, as far as the facade needs it. Thread-safe.
interface Outlet<K, V> {
    /// Sends records in their order, waiting for room. Each hears of its own refusal or outcome.
    ///
    /// @param waited since the first of them was produced
    void sendAll(List<? extends Submission<K, V>> submissions, Duration waited)
            throws InterruptedException;

    /// Lets nothing of a topic linger that was sent so far.
    void hurry(String topic);

    /// Waits until everything sent so far has its outcome, and its callback was called.
    void flush() throws InterruptedException;

    /// Gives up everything whose outcome is open.
    void purge();

    /// Gives up what is open after `limit`, and takes nothing any more.
    void close(Duration limit);

    /// Whether the present thread is calling callbacks.
    boolean isInCallback();

    /// How full the send buffer is.
    BufferLevel bufferLevel();
}
