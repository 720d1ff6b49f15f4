package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Somebody who waits for a change of a producer's transaction, up to a time. Immutable.
///
/// @param action what is waited for, for messages
/// @param done completed on the client's loop
record Wish<T>(String action, Duration limit, long deadlineNanos, CompletableFuture<T> done) {
    static <T> Wish<T> of(String action, Duration limit, CompletableFuture<T> done, long nowNanos) {
        return new Wish<>(action, limit, nowNanos + limit.toNanos(), done);
    }

    boolean isOver(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /// What to say when its time is over.
    ///
    /// @param errand what was tried meanwhile
    DeadlineException overdue(@Nullable Errand errand) {
        int attempts = errand == null ? 0 : errand.attempts();
        ClientException last = errand == null ? null : errand.lastFailure();
        return new DeadlineException(action, limit, attempts, last);
    }
}
