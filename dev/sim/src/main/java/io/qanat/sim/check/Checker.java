package io.qanat.sim.check;

import io.qanat.client.BrokerException;
import io.qanat.client.CancelledException;
import io.qanat.client.DeadlineException;
import io.qanat.client.PurgedException;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import io.qanat.sim.history.Found;
import io.qanat.sim.history.Place;
import io.qanat.sim.history.Sender;
import io.qanat.sim.history.Sent;
import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.oracle.Violation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Judges a history that has ended. Immutable.
///
/// What must hold depends on what the sender asked for:
///
/// | | acks=all | acks=1 | acks=0 |
/// |---|---|---|---|
/// | delivered is in the log | always | unless unsynced bytes were lost since | unless anything struck |
/// | delivered is in the order of sending | always | always | unless anything struck |
///
/// With idempotence nothing is there twice, and all that is there is in the order of sending;
/// without it a record is there at most as often as it was sent. What is `NotPersisted` is nowhere.
///
/// @param mishaps what struck
public record Checker(Mishaps mishaps) {
    private static final int NOWHERE = -1;

    /// Judges.
    ///
    /// @throws Violation with the first thing that must not be
    public void check(List<Sent> sent, List<Found> found) {
        int[] copies = copies(sent, found);
        var places = new HashSet<>(found);
        for (Sent each : sent) {
            outcome(each, copies[each.number()], places);
        }
        order(sent, found);
        if (areBrokersTrue()) {
            precise(sent);
        }
    }

    private static int[] copies(List<Sent> sent, List<Found> found) {
        int[] copies = new int[sent.size()];
        int[] firstAt = new int[sent.size()];
        Arrays.fill(firstAt, NOWHERE);
        var homes = new HashMap<Place, Found>();
        for (int at = 0; at < found.size(); at++) {
            Found each = found.get(at);
            if (each.number() < 0) {
                throw new Violation("phantom: nobody sent what is at " + each);
            }
            Sent origin = sent.get(each.number());
            if (!isPlaced(origin.place(), each, homes)) {
                throw new Violation("misrouted: " + origin + " is at " + each);
            }
            if (copies[each.number()]++ == 0) {
                firstAt[each.number()] = at;
            } else if (copies[each.number()] > copiesMax(origin)) {
                throw new Violation(
                        "duplicated: "
                                + origin
                                + " is at "
                                + found.get(firstAt[each.number()])
                                + " and at "
                                + each);
            }
        }
        return copies;
    }

    private static boolean isPlaced(Place place, Found found, HashMap<Place, Found> homes) {
        if (!place.topic().equals(found.topic())) {
            return false;
        }
        if (place.partition() != Place.NONE) {
            return place.partition() == found.partition();
        }
        if (place.key() == Place.NONE) {
            return true;
        }
        Found home = homes.computeIfAbsent(place, first -> found);
        return home.partition() == found.partition();
    }

    /// Without idempotence a batch is stored each time that it is sent, and may be sent on after
    /// this record's time was over.
    private static int copiesMax(Sent sent) {
        if (sent.sender().isIdempotent()) {
            return 1;
        }
        return switch (sent.outcome()) {
            case Outcome.Delivered delivered -> Math.max(1, delivered.timeline().attemptCount());
            case Outcome.PossiblyPersisted possibly -> Integer.MAX_VALUE;
            case Outcome.NotPersisted not -> 0;
            case null -> 0;
        };
    }

    private void outcome(Sent sent, int copies, Set<Found> places) {
        if (sent.outcomes() > 1) {
            throw new Violation("told " + sent.outcomes() + " times: " + sent);
        }
        switch (sent.outcome()) {
            case null -> throw new Violation("never told: " + sent);
            case Outcome.Delivered delivered -> delivered(sent, delivered, copies, places);
            case Outcome.NotPersisted not -> {
                if (copies > 0) {
                    throw new Violation("not persisted, but in the log: " + sent + ", " + not);
                }
            }
            case Outcome.PossiblyPersisted possibly -> {
                if (possibly.timeline().attemptCount() == 0) {
                    throw new Violation("possibly persisted, but never sent: " + sent);
                }
            }
        }
        if (!isPossible(sent.outcome().timeline())) {
            throw new Violation("impossible: a step took less than no time: " + sent.outcome());
        }
        if (sent.isCancelled() != isTakenBack(sent.outcome())) {
            throw new Violation("told to be taken back, or not, but " + sent.outcome());
        }
    }

    /// Whether no broker refused what it could have taken: then a doubt comes from time that ran
    /// out, and never from a refusal.
    private boolean areBrokersTrue() {
        return Stream.of(Mishap.REFUSE, Mishap.DENY, Mishap.FENCE)
                .allMatch(each -> mishaps.count(each) == 0);
    }

    /// A batch whose time ran out, or that was purged, leaves a gap, for which those behind it are
    /// refused that were on their way already: there the doubt is true.
    private static void precise(List<Sent> sent) {
        var gapped = new HashSet<Sender>();
        for (Sent each : sent) {
            if (each.outcome() instanceof Outcome.PossiblyPersisted possibly) {
                if (possibly.cause() instanceof DeadlineException
                        || possibly.cause() instanceof PurgedException) {
                    gapped.add(each.sender());
                } else if (isRefused(possibly) && !gapped.contains(each.sender())) {
                    throw new Violation("vague: a broker knew more of " + each + ", " + possibly);
                }
            }
        }
    }

    private static boolean isRefused(Outcome.PossiblyPersisted possibly) {
        return possibly.cause() instanceof BrokerException refusal && !refusal.isRetriable();
    }

    private static boolean isPossible(Timeline way) {
        return way.metadataNanos() >= 0
                && way.bufferNanos() >= 0
                && way.lingerNanos() >= 0
                && way.queueNanos() >= 0
                && way.totalNanos() >= 0
                && way.attempts().stream()
                        .allMatch(each -> each.startNanos() >= 0 && each.tookNanos() >= 0);
    }

    private static boolean isTakenBack(Outcome outcome) {
        return outcome instanceof Outcome.NotPersisted not
                && not.cause() instanceof CancelledException;
    }

    private void delivered(Sent sent, Outcome.Delivered delivered, int copies, Set<Found> places) {
        if (mayBeLost(sent)) {
            return;
        }
        if (copies == 0) {
            throw new Violation("lost: " + sent + ", " + delivered);
        }
        if (delivered.offset() >= 0
                && !places.contains(
                        new Found(
                                sent.place().topic(),
                                delivered.partition(),
                                delivered.offset(),
                                sent.number()))) {
            throw new Violation("not where it was told: " + sent + ", " + delivered);
        }
    }

    private boolean mayBeLost(Sent sent) {
        return switch (sent.sender().acks()) {
            case ALL -> false;
            case LEADER -> mishaps.losesUnsyncedSince(sent.sentNanos());
            case NONE -> mishaps.hasOutside();
        };
    }

    /// Records of one producer and one partition: those that were delivered are in the order of
    /// sending, and with idempotence all that are there.
    private void order(List<Sent> sent, List<Found> found) {
        var last = new HashMap<String, Found>();
        for (Found each : found) {
            Sent origin = sent.get(each.number());
            if (!isOrdered(origin, each)) {
                continue;
            }
            String stream = origin.sender().number() + " " + each.topic() + " " + each.partition();
            Found before = last.put(stream, each);
            if (before != null && before.number() > each.number()) {
                throw new Violation("reordered: " + before + " before " + each);
            }
        }
    }

    private boolean isOrdered(Sent sent, Found found) {
        if (sent.sender().isIdempotent()) {
            return true;
        }
        return sent.sender().acks() == Acks.NONE
                ? !mishaps.hasOutside()
                : isDeliveredHere(sent, found);
    }

    private static boolean isDeliveredHere(Sent sent, Found found) {
        return sent.outcome() instanceof Outcome.Delivered delivered
                && delivered.offset() == found.offset()
                && delivered.partition() == found.partition();
    }
}
