package io.qanat.sim.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Finds few operations that still fail. Confined to one thread.
final class Shrinker {
    private static final int RUNS_MAX = 2_000;

    private final Function<Plan, Result> runner;
    private int runs;

    /// @param runner carries a plan out
    Shrinker(Function<Plan, Result> runner) {
        this.runner = runner;
    }

    /// A smaller plan that fails in the same way, and without which operation it would not.
    Plan shrunk(Result failing) {
        Plan best = failing.plan();
        String way = way(failing);
        for (int piece = best.operations().size() / 2; piece > 0 && runs < RUNS_MAX; piece /= 2) {
            int from = 0;
            while (from < best.operations().size() && runs < RUNS_MAX) {
                Plan smaller = without(best, from, piece);
                runs++;
                if (way(runner.apply(smaller)).equals(way)) {
                    best = smaller;
                } else {
                    from += piece;
                }
            }
        }
        return best;
    }

    /// What kind of failure it is: its class and the words before the first colon, as "lost".
    private static String way(Result result) {
        Throwable failure = result.failure();
        if (failure == null) {
            return "";
        }
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf(':');
        String words = end < 0 ? message : message.substring(0, end);
        return failure.getClass().getName() + " " + words.replaceAll("\\d+", "#");
    }

    /// The plan without some operations; their time passes all the same.
    private static Plan without(Plan plan, int from, int count) {
        List<Operation> all = plan.operations();
        var kept = new ArrayList<Operation>(all.subList(0, from));
        int to = Math.min(all.size(), from + count);
        long pauseNanos = 0;
        for (Operation dropped : all.subList(from, to)) {
            pauseNanos += dropped.pauseNanos();
        }
        for (int i = to; i < all.size(); i++) {
            Operation next = all.get(i);
            kept.add(new Operation(next.kind(), next.pauseNanos() + pauseNanos, next.chance()));
            pauseNanos = 0;
        }
        return plan.only(kept);
    }
}
