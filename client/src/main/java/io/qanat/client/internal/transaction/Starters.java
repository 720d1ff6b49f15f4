package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Those who wait until a transaction can begin, or the producer is identified, first come first
/// served. Confined to the client's loop.
final class Starters {
    /// @param begins whether it is to begin a transaction
    record Starter(Wish<Void> wish, boolean begins) {}

    private final List<Starter> waiting = new ArrayList<>();

    void add(Starter starter) {
        waiting.add(starter);
    }

    /// Lets go those who need not wait any more.
    void letGo(Predicate<Starter> isDone) {
        // Whoever is let go may ask for more.
        for (Starter starter : List.copyOf(waiting)) {
            if (isDone.test(starter)) {
                waiting.remove(starter);
            }
        }
    }

    /// Lets go those whose time is over.
    ///
    /// @param errand what is being tried meanwhile
    void expire(@Nullable Errand errand, long nowNanos) {
        for (Starter starter : List.copyOf(waiting)) {
            if (starter.wish.isOver(nowNanos)) {
                waiting.remove(starter);
                starter.wish.done().completeExceptionally(starter.wish.overdue(errand));
            }
        }
    }

    void failAll(ClientException cause) {
        List<Starter> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(starter -> starter.wish.done().completeExceptionally(cause));
    }

    long nextNanos(long otherwise) {
        long next = otherwise;
        for (Starter starter : waiting) {
            next = starter.wish.deadlineNanos() - next < 0 ? starter.wish.deadlineNanos() : next;
        }
        return next;
    }
}
