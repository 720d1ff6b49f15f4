package io.qanat.client.producer;

import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.Place;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A future that hears of its record as a callback does, so that one object serves as both.
/// Thread-safe.
sealed class PendingOutcome extends CompletableFuture<Outcome> implements Cancellable
        permits InterceptedOutcome {
    /// See [Cancellable] for why it is plain.
    private @Nullable Place place;

    @Override
    public void completed(Outcome outcome) {
        complete(outcome);
    }

    /// Takes the record back if no request has carried it yet: it then completes normally, as
    /// `NotPersisted`.
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw();
    }

    @Override
    public @Nullable Place place() {
        return place;
    }

    @Override
    public void place(Place next) {
        place = next;
    }
}
