package io.qanat.client.async;

import io.qanat.client.internal.net.CallbackExecutor;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What the facade takes from the machine that it runs on. Immutable.
///
/// @param nanos a clock that never goes back
/// @param pool where batches are handed over
/// @param callbacks where those outcomes are told that did not come from the producer
/// @param monitor looks after the buffer
/// @param onClose ends the threads of `pool`
record Shell(
        LongSupplier nanos,
        Executor pool,
        CallbackExecutor callbacks,
        Monitor monitor,
        Runnable onClose) {}
