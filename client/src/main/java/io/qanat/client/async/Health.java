package io.qanat.client.async;

/// Whether an [AsyncProducer] does its work.
public sealed interface Health {
    /// It does. Immutable.
    record Running() implements Health {}

    /// It was closed. Immutable.
    record Closed() implements Health {}

    /// A part of it in the background has ended with `cause`: what was in the buffer is
    /// `NotPersisted`, and no record is taken any more. Immutable.
    record Failed(Throwable cause) implements Health {}

    /// Whether records are taken.
    default boolean isRunning() {
        return this instanceof Running;
    }
}
