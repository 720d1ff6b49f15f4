package io.qanat.sim.oracle;

import java.util.ArrayList;
import java.util.List;

/// The comparison of one partition's batches with those that it must hold.
final class Comparison {
    private final History history;
    private final int requiredCount;
    private final Tolerance tolerance;
    private final List<Entry> lost = new ArrayList<>();
    private boolean lostBeforeOthers;
    private int next;

    Comparison(History history, int requiredCount, Tolerance tolerance) {
        this.history = history;
        this.requiredCount = requiredCount;
        this.tolerance = tolerance;
    }

    /// Goes through what was found, in its order.
    void compare(List<Entry> found) {
        for (Entry entry : found) {
            if (entry.isGap()) {
                gap(entry);
            } else {
                loseBefore(entry.baseOffset());
                take(entry);
            }
        }
        while (next < requiredCount) {
            lose();
        }
    }

    /// Whether batches are missing.
    boolean lostAny() {
        return !lost.isEmpty();
    }

    /// Whether batches are missing of which later ones tell.
    boolean lostBeforeOthers() {
        return lostBeforeOthers;
    }

    private void gap(Entry gap) {
        if (tolerance.isNone()) {
            throw new Violation(
                    history.partition() + " has a gap where nothing can be lost: " + gap);
        }
        loseBefore(gap.nextOffset());
    }

    private void loseBefore(long offset) {
        while (next < history.entries().size()
                && history.entries().get(next).baseOffset() < offset) {
            lose();
        }
    }

    private void lose() {
        Entry entry = history.entries().get(next);
        boolean mayBe =
                tolerance.covers(entry.bytes()) || (!tolerance.isNone() && next >= requiredCount);
        if (!mayBe) {
            throw new Violation(
                    history.partition()
                            + (next < requiredCount ? " lost the " : " skips the ")
                            + entry);
        }
        lost.add(entry);
        next++;
    }

    private void take(Entry found) {
        if (next == history.entries().size()) {
            throw new Violation(history.partition() + " has what nobody gave it: " + found);
        }
        Entry expected = history.entries().get(next);
        if (!expected.bytes().equals(found.bytes())) {
            throw new Violation(
                    history.partition() + " has the " + found + " in the place of the " + expected);
        }
        lostBeforeOthers |= !lost.isEmpty();
        next++;
    }
}
