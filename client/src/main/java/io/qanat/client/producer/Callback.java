package io.qanat.client.producer;

/// Told what became of one record.
@FunctionalInterface
public interface Callback {
    /// For records whose outcome nobody wants to hear; it is never called.
    Callback NONE = outcome -> {};

    /// Takes the record's outcome. Called exactly once, in the order of sending for records of one
    /// partition, on the producer's completion executor. What it throws is logged.
    void completed(Outcome outcome);
}
