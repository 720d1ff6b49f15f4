package io.qanat.client.producer;

/// Sees every record before it is serialized, and again when its outcome is known.
///
/// Several are called in their order, each with what the one before it made of the record. What one
/// throws is logged, and everything goes on as if it were not there. Thread-safe: records are sent
/// by many threads, and outcomes come on others.
public interface Interceptor<K, V> {
    /// A record before it is serialized and its partition is chosen. Called on the thread that
    /// sends it.
    ///
    /// @return the record that is to be sent instead, or the same
    default ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        return record;
    }

    /// A record whose outcome is known, just before its callback is called and where that is: on
    /// the completion executor, inside a poll, or on the thread that sends when the record is
    /// refused at once. So a slow one holds up callbacks.
    ///
    /// @param record as it was sent, after all interceptors
    default void onAcknowledgement(ProducerRecord<K, V> record, Outcome outcome) {}
}
