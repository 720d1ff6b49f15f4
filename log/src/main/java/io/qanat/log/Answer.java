package io.qanat.log;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An answer that is known but must not be given yet. Confined to the log writer.
///
/// @param future whoever waits for it
/// @param value the answer; null where only the success counts
record Answer<T>(CompletableFuture<T> future, @Nullable T value) {
    void give() {
        future.complete(value);
    }

    void refuse(LogException cause) {
        future.completeExceptionally(cause);
    }
}
