package io.qanat.client.internal.sink;

import java.util.concurrent.Executor;

/// Where work goes that must not run on the loop. Immutable.
///
/// @param completionExecutor runs the callbacks
/// @param partitionerExecutor asks the application's partitioner for records that had to wait
public record Outlets(
        Executor completionExecutor, Compressor compressor, Executor partitionerExecutor) {
    /// The partitioner is asked where callbacks run.
    public Outlets(Executor completionExecutor, Compressor compressor) {
        this(completionExecutor, compressor, completionExecutor);
    }
}
