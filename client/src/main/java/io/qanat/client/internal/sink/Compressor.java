package io.qanat.client.internal.sink;

import io.qanat.client.internal.accumulator.Batch;
import org.jspecify.annotations.Nullable;

/// Builds batches away from the loop.
@FunctionalInterface
public interface Compressor {
    /// Told on the loop that a batch is built, or why it cannot be.
    @FunctionalInterface
    interface Built {
        /// Takes the result.
        ///
        /// @param failure null when all went well
        void built(@Nullable RuntimeException failure, long nowNanos);
    }

    /// Builds a closed batch; does not call back from within.
    void build(Batch batch, Built onBuilt);
}
