package io.qanat.client.async;

import io.qanat.client.producer.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// The outcomes of several records, complete when the last one is known. Thread-safe.
final class Gathered extends AwaitedFuture<List<Outcome>> {
    private final List<CompletableFuture<Outcome>> parts;
    private final AtomicInteger open;

    private Gathered(List<CompletableFuture<Outcome>> parts) {
        this.parts = parts;
        this.open = new AtomicInteger(parts.size() + 1);
    }

    static Gathered of(List<CompletableFuture<Outcome>> parts) {
        var gathered = new Gathered(List.copyOf(parts));
        for (CompletableFuture<Outcome> part : gathered.parts) {
            var unused = part.whenComplete((outcome, failure) -> gathered.countDown());
        }
        gathered.countDown();
        return gathered;
    }

    @Override
    void awaited() {
        for (CompletableFuture<Outcome> part : parts) {
            if (!part.isDone() && part instanceof AwaitedFuture<?> open) {
                open.awaited();
            }
        }
    }

    private void countDown() {
        if (open.decrementAndGet() > 0) {
            return;
        }
        var outcomes = new ArrayList<Outcome>(parts.size());
        for (CompletableFuture<Outcome> part : parts) {
            if (part.isCompletedExceptionally()) {
                // Somebody else has completed the future of a record.
                completeExceptionally(part.exceptionNow());
                return;
            }
            outcomes.add(part.resultNow());
        }
        complete(List.copyOf(outcomes));
    }
}
