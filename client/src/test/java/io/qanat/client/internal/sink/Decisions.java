package io.qanat.client.internal.sink;

import java.util.ArrayList;
import java.util.List;

/// The first decisions of a schedule, all ways of which are gone one after the other. Confined to
/// one thread.
///
/// A schedule asks for each decision as it comes to it, and says between how many ways it is; later
/// decisions than the first few take the first way. Then [#next] turns the last decision that has
/// ways left to its next one, and the schedule is begun again, until all have been gone.
final class Decisions {
    private final int depthMax;
    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> ways = new ArrayList<>();
    private int asked;

    /// @param depthMax how many decisions are gone through
    Decisions(int depthMax) {
        this.depthMax = depthMax;
    }

    /// Takes one of so many ways.
    int decide(int count) {
        if (asked == depthMax) {
            return 0;
        }
        if (asked == taken.size()) {
            taken.add(0);
            ways.add(count);
        } else if (ways.get(asked) != count) {
            throw new IllegalStateException("the same decisions led elsewhere: " + taken);
        }
        return taken.get(asked++);
    }

    /// Goes on to decisions that were not taken together yet; false when there are none.
    boolean next() {
        asked = 0;
        while (!taken.isEmpty() && taken.getLast() + 1 == ways.getLast()) {
            taken.removeLast();
            ways.removeLast();
        }
        if (taken.isEmpty()) {
            return false;
        }
        taken.add(taken.removeLast() + 1);
        return true;
    }

    @Override
    public String toString() {
        return "decisions " + taken;
    }
}
