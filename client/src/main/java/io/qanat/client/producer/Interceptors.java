package io.qanat.client.producer;

import io.qanat.client.internal.accumulator.Cancellable;
import java.util.List;
import java.util.Objects;

/// The interceptors of a producer in their order, none of which can harm a record. Thread-safe.
final class Interceptors<K, V> {
    private static final System.Logger LOGGER = System.getLogger(Interceptors.class.getName());

    private final List<Interceptor<K, V>> chain;
    private final boolean isEmpty;

    Interceptors(List<Interceptor<K, V>> chain) {
        this.chain = List.copyOf(chain);
        this.isEmpty = chain.isEmpty();
    }

    /// The record that is to be sent for `record`.
    ProducerRecord<K, V> sending(ProducerRecord<K, V> record) {
        if (isEmpty) {
            return record;
        }
        ProducerRecord<K, V> sent = record;
        for (Interceptor<K, V> interceptor : chain) {
            try {
                sent = Objects.requireNonNull(interceptor.onSend(sent), "no record");
            } catch (RuntimeException | Error e) {
                log("onSend", sent, e);
            }
        }
        return sent;
    }

    /// A callback that tells the interceptors first.
    Callback reporting(ProducerRecord<K, V> sent, Callback callback) {
        if (isEmpty) {
            return callback;
        }
        return callback instanceof Cancellable cancellable
                ? new InterceptedRecord(outcome -> report(sent, outcome), cancellable)
                : outcome -> {
                    report(sent, outcome);
                    callback.completed(outcome);
                };
    }

    /// A future that tells the interceptors first.
    PendingOutcome pending(ProducerRecord<K, V> sent) {
        return isEmpty
                ? new PendingOutcome()
                : new InterceptedOutcome(outcome -> report(sent, outcome));
    }

    /// Tells the interceptors what became of a record.
    void report(ProducerRecord<K, V> sent, Outcome outcome) {
        for (Interceptor<K, V> interceptor : chain) {
            try {
                interceptor.onAcknowledgement(sent, outcome);
            } catch (RuntimeException | Error e) {
                log("onAcknowledgement", sent, e);
            }
        }
    }

    private void log(String method, ProducerRecord<K, V> record, Throwable failure) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "interceptor failed method=" + method + " topic=" + record.topic(),
                failure);
    }
}
