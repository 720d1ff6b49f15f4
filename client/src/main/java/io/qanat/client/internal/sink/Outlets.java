package io.qanat.client.internal.sink;

import java.util.concurrent.Executor;

/// Where work goes that must not run on the loop. Immutable.
///
/// @param completionExecutor runs the callbacks
public record Outlets(Executor completionExecutor, Compressor compressor) {}
