package io.qanat.client.producer;

import java.time.Duration;
import java.util.Optional;

/// One of the records of [Producer#sendAll], which hears of its own outcome.
public interface Submission<K, V> extends Callback {
    /// What is to be sent. Asked once, on the thread that sends.
    ProducerRecord<K, V> record();

    /// The time that it has for its outcome, counted as the producer's delivery timeout is, which
    /// it replaces; empty to have that one.
    default Optional<Duration> timeout() {
        return Optional.empty();
    }

    /// Whether it is still to be sent. Asked at most once, when it is serialized, just before it is
    /// put into the send buffer; not when it is refused before. After a no the record is left out,
    /// and is told nothing.
    default boolean take() {
        return true;
    }
}
