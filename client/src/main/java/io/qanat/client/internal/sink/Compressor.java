package io.qanat.client.internal.sink;

import org.jspecify.annotations.Nullable;

/// Does away from the loop what takes long with batches.
@FunctionalInterface
public interface Compressor {
    /// Told on the loop that the work is done, or why it cannot be.
    @FunctionalInterface
    interface Done {
        /// Takes the result.
        ///
        /// @param failure null when all went well
        void done(@Nullable RuntimeException failure, long nowNanos);
    }

    /// Does work on closed batches; does not call back from within.
    void work(Runnable work, Done onDone);
}
