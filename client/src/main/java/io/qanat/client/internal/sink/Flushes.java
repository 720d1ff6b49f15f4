package io.qanat.client.internal.sink;

import io.qanat.client.internal.accumulator.TopicBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Callers that wait until everything sent so far has its outcome. Confined to the client's loop.
final class Flushes {
    /// One caller, the topics whose records are to be placed first, and the last shipment that
    /// counts.
    private static final class Ticket {
        private final CompletableFuture<Void> done;
        private final List<TopicBuffer> unplaced;
        private long upTo;

        private Ticket(CompletableFuture<Void> done, List<TopicBuffer> unplaced, long upTo) {
            this.done = done;
            this.unplaced = unplaced;
            this.upTo = upTo;
        }
    }

    private final Incomplete incomplete;
    private final Completions completions;
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();

    Flushes(Incomplete incomplete, Completions completions) {
        this.incomplete = incomplete;
        this.completions = completions;
    }

    boolean isEmpty() {
        return tickets.isEmpty();
    }

    void add(CompletableFuture<Void> done, Collection<TopicBuffer> awaited) {
        tickets.addLast(new Ticket(done, new ArrayList<>(awaited), incomplete.lastNumber()));
    }

    /// Lets go whose records all have their outcome, once the callbacks have been called.
    void advance() {
        for (Ticket ticket : tickets) {
            if (!ticket.unplaced.isEmpty()) {
                ticket.unplaced.removeIf(topic -> !topic.hasWaiting());
                ticket.upTo = incomplete.lastNumber();
            }
        }
        while (!tickets.isEmpty() && isDone(tickets.getFirst())) {
            CompletableFuture<Void> done = tickets.removeFirst().done;
            completions.afterAll(() -> done.complete(null));
        }
    }

    private boolean isDone(Ticket ticket) {
        return ticket.unplaced.isEmpty() && incomplete.isDoneUpTo(ticket.upTo);
    }
}
