package io.qanat.client.producer;

/// What is to be done in one transaction.
///
/// @param <X> what it may throw
@FunctionalInterface
public interface TransactionBody<K, V, X extends Exception> {
    /// Sends records and offsets; whatever it throws aborts the transaction.
    void run(Transaction<K, V> transaction) throws X, InterruptedException;
}
