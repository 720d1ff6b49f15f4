package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;

/// A callback that the loop may call itself, as no code of the application hangs on it: it notes
/// the outcome and wakes a thread.
public interface Prompt extends Callback {}
