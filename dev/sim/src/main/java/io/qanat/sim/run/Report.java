package io.qanat.sim.run;

import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.oracle.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What people are told of runs. Confined to one thread.
final class Report {
    /// With so many seeds each kind of trouble must strike often.
    static final long MANY_SEEDS = 20_000;

    private static final long STRUCK_MIN = 1_000;
    private static final int FRAMES_SHOWN_MAX = 8;

    private final PrintStream out;
    private final Function<Plan, Result> runner;
    private final Path plans;

    /// @param runner carries a plan out, for the shrinker
    /// @param plans where the plans of failures are written to
    Report(PrintStream out, Function<Plan, Result> runner, Path plans) {
        this.out = out;
        this.runner = runner;
        this.plans = plans;
    }

    /// Tells of all seeds; false when something is not as it must be, failures of seeds aside.
    boolean summary(Arguments arguments, SeedBatch batch, double seconds) {
        print(
                "seeds %d, operations %d, events %d, %.1f s, %.1f seeds/s, violations %d",
                arguments.seeds(),
                arguments.seeds() * arguments.operations(),
                batch.events(),
                seconds,
                arguments.seeds() / seconds,
                batch.failures().size());
        print(
                "replayed %d seeds, different %d%s",
                batch.replayed(),
                batch.different().size(),
                batch.different().isEmpty() ? "" : ": " + batch.different());
        print("trace of all %016x", batch.trace());
        print("what struck, and how often:");
        boolean isEnough = true;
        for (Mishap mishap : Mishap.values()) {
            boolean isRare = arguments.seeds() >= MANY_SEEDS && batch.struck(mishap) < STRUCK_MIN;
            print(
                    "  %-60s %12d%s",
                    mishap, batch.struck(mishap), isRare ? "  TOO RARE: below " + STRUCK_MIN : "");
            isEnough &= !isRare;
        }
        print("what was done, answered and told:");
        batch.counts().all().forEach((what, count) -> print("  %-60s %12d", what, count));
        return isEnough && batch.different().isEmpty();
    }

    /// Tells of a failure, and how to see it again.
    void failure(Arguments arguments, Result failure) throws IOException {
        print("");
        print("VIOLATION seed %d: %s", failure.plan().seed(), failure.failure());
        for (StackTraceElement at : stack(failure)) {
            print("    at %s", at);
        }
        if (arguments.plan().isEmpty()) {
            print(
                    "  replay: ./qanat dev sim --seed %d --operations %d --trace",
                    failure.plan().seed(), arguments.operations());
        }
        if (arguments.isShrunk()) {
            shrunk(failure);
        }
    }

    private void shrunk(Result failure) throws IOException {
        Plan small = new Shrinker(runner).shrunk(failure);
        print(
                "  shrunk to %d operations: %s",
                small.operations().size(), runner.apply(small).failure());
        Path file = plans.resolve("seed-" + small.seed() + ".plan");
        PlanFile.write(small, file);
        print("  replay: ./qanat dev sim --plan %s --trace", file);
        print("  %s", small.setting());
        small.operations().forEach(each -> print("    %s", each));
    }

    private static List<StackTraceElement> stack(Result failure) {
        var shown = new ArrayList<StackTraceElement>();
        Throwable thrown = failure.failure();
        if (thrown != null && !(thrown instanceof Violation)) {
            shown.addAll(List.of(thrown.getStackTrace()));
        }
        return shown.subList(0, Math.min(FRAMES_SHOWN_MAX, shown.size()));
    }

    private void print(String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
