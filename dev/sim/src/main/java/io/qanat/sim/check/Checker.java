package io.qanat.sim.check;

import io.qanat.client.BrokerException;
import io.qanat.client.producer.Outcome;
import io.qanat.sim.history.Found;
import io.qanat.sim.history.Sent;
import io.qanat.sim.oracle.Violation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Judges a history that has ended. Immutable.
///
/// @param isIdempotent whether a record may be in the log at most once, and in the order of sending
/// @param areBrokersTrue whether no broker refused what it could have taken: then a doubt comes
///   from time that ran out, and never from a refusal
public record Checker(boolean isIdempotent, boolean areBrokersTrue) {
    private static final int NOWHERE = -1;

    /// Judges.
    ///
    /// @throws Violation with the first thing that must not be
    public void check(List<Sent> sent, List<Found> found) {
        int[] copies = new int[sent.size()];
        int[] firstAt = new int[sent.size()];
        Arrays.fill(firstAt, NOWHERE);
        for (int at = 0; at < found.size(); at++) {
            Found each = found.get(at);
            if (each.number() < 0) {
                throw new Violation("phantom: nobody sent what is at " + each);
            }
            Sent origin = sent.get(each.number());
            if (origin.asked() >= 0 && origin.asked() != each.partition()) {
                throw new Violation("misrouted: " + origin + " is at " + each);
            }
            if (copies[each.number()]++ == 0) {
                firstAt[each.number()] = at;
            } else if (isIdempotent) {
                throw new Violation(
                        "duplicated: "
                                + origin
                                + " is at "
                                + found.get(firstAt[each.number()])
                                + " and at "
                                + each);
            }
        }
        var places = new HashSet<>(found);
        for (Sent each : sent) {
            outcome(each, copies[each.number()], places);
        }
        order(sent, found);
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
                if (areBrokersTrue && isRefused(possibly)) {
                    throw new Violation("vague: a broker knew more of " + sent + ", " + possibly);
                }
            }
        }
    }

    private static boolean isRefused(Outcome.PossiblyPersisted possibly) {
        return possibly.cause() instanceof BrokerException refusal && !refusal.isRetriable();
    }

    private static void delivered(
            Sent sent, Outcome.Delivered delivered, int copies, Set<Found> places) {
        if (copies == 0) {
            throw new Violation("lost: " + sent + ", " + delivered);
        }
        if (delivered.offset() >= 0
                && !places.contains(
                        new Found(delivered.partition(), delivered.offset(), sent.number()))) {
            throw new Violation("not where it was told: " + sent + ", " + delivered);
        }
    }

    /// Records of one producer and one partition: those that were delivered are in the order of
    /// sending, and with idempotence all that are there.
    private void order(List<Sent> sent, List<Found> found) {
        var last = new HashMap<Long, Found>();
        for (Found each : found) {
            Sent origin = sent.get(each.number());
            if (!isIdempotent && !isDeliveredHere(origin, each)) {
                continue;
            }
            long stream = (long) origin.producer() << Integer.SIZE | each.partition();
            Found before = last.put(stream, each);
            if (before != null && before.number() > each.number()) {
                throw new Violation("reordered: " + before + " before " + each);
            }
        }
    }

    private static boolean isDeliveredHere(Sent sent, Found found) {
        return sent.outcome() instanceof Outcome.Delivered delivered
                && delivered.offset() == found.offset()
                && delivered.partition() == found.partition();
    }
}
