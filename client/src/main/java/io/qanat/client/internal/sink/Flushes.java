package io.qanat.client.internal.sink;

import io.qanat.client.internal.accumulator.TopicBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Callers that wait until what was sent so far has its outcome: all of it, or one topic's.
/// Confined to the client's loop.
final class Flushes {
    /// One caller, the topics whose records are to be placed first, and the last shipment that
    /// counts.
    private static final class Ticket {
        private final Optional<String> topic;
        private final CompletableFuture<Void> done;
        private final List<TopicBuffer> unplaced;
        private long upTo;

        private Ticket(
                Optional<String> topic,
                CompletableFuture<Void> done,
                List<TopicBuffer> unplaced,
                long upTo) {
            this.topic = topic;
            this.done = done;
            this.unplaced = unplaced;
            this.upTo = upTo;
        }

        private boolean isAbout(String name) {
            return topic.isEmpty() || topic.get().equals(name);
        }
    }

    private final Incomplete incomplete;
    private final Completions completions;
    private final List<Ticket> tickets = new ArrayList<>();

    // What is asked in every turn follows from the tickets, which seldom change.
    private boolean isForAll;
    private Set<String> topics = Set.of();

    Flushes(Incomplete incomplete, Completions completions) {
        this.incomplete = incomplete;
        this.completions = completions;
    }

    /// Whether anyone waits for all topics.
    boolean isForAll() {
        return isForAll;
    }

    /// The topics for which someone waits.
    Set<String> topics() {
        return topics;
    }

    private void changed() {
        isForAll = tickets.stream().anyMatch(ticket -> ticket.topic.isEmpty());
        topics =
                tickets.stream()
                        .flatMap(ticket -> ticket.topic.stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Adds a caller.
    ///
    /// @param topic empty for all
    /// @param awaited the topics with records that are in no shipment yet
    void add(
            Optional<String> topic, CompletableFuture<Void> done, Collection<TopicBuffer> awaited) {
        var ticket = new Ticket(topic, done, new ArrayList<>(awaited), incomplete.lastNumber());
        ticket.unplaced.removeIf(buffer -> !ticket.isAbout(buffer.name()));
        tickets.add(ticket);
        changed();
    }

    /// Lets go whose records all have their outcome, once the callbacks have been called.
    void advance() {
        for (Ticket ticket : tickets) {
            if (!ticket.unplaced.isEmpty()) {
                ticket.unplaced.removeIf(topic -> topic.waitingRoom().isEmpty());
                ticket.upTo = incomplete.lastNumber();
            }
        }
        if (!tickets.isEmpty() && tickets.removeIf(this::letGo)) {
            changed();
        }
    }

    private boolean letGo(Ticket ticket) {
        boolean isDone =
                ticket.unplaced.isEmpty()
                        && ticket.topic
                                .map(topic -> incomplete.isDoneUpTo(ticket.upTo, topic))
                                .orElseGet(() -> incomplete.isDoneUpTo(ticket.upTo));
        if (isDone) {
            completions.afterAll(ticket.topic, () -> ticket.done.complete(null));
        }
        return isDone;
    }
}
