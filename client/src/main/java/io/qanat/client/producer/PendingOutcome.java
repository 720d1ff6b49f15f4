package io.qanat.client.producer;

import java.util.concurrent.CompletableFuture;

/// A future that hears of its record as a callback does, so that one object serves as both.
/// Thread-safe.
final class PendingOutcome extends CompletableFuture<Outcome> implements Callback {
    @Override
    public void completed(Outcome outcome) {
        complete(outcome);
    }
}
