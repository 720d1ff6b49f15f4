package io.qanat.sim.run;

import io.qanat.sim.oracle.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `./qanat dev sim [--seeds N] [--seed S] [--operations K] [--trace] [--no-shrink]`.
///
/// Exit code 0 when every seed is clean, 1 when one is not, 2 when the arguments are wrong.
public final class Main {
    private static final Logger ROOT = Logger.getLogger("");
    private static final int FAILURES_SHOWN_MAX = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    /// The arguments. Immutable.
    private record Arguments(
            long seed, long seeds, int operations, boolean isTraced, boolean isShrunk) {
        static Arguments of(String[] words) {
            Map<String, Long> numbers = new TreeMap<>();
            numbers.put("--seed", 1L);
            numbers.put("--seeds", 0L);
            numbers.put("--operations", 1_000L);
            boolean isTraced = false;
            boolean isShrunk = true;
            for (int i = 0; i < words.length; i++) {
                if (words[i].equals("--trace")) {
                    isTraced = true;
                } else if (words[i].equals("--no-shrink")) {
                    isShrunk = false;
                } else if (numbers.containsKey(words[i]) && i + 1 < words.length) {
                    numbers.put(words[i], Long.parseLong(words[++i]));
                } else {
                    throw new IllegalArgumentException("unknown or unfinished: " + words[i]);
                }
            }
            long seeds = numbers.get("--seeds");
            return new Arguments(
                    numbers.get("--seed"),
                    seeds == 0 ? 1 : seeds,
                    Math.toIntExact(numbers.get("--operations")),
                    isTraced,
                    isShrunk);
        }
    }

    private Main() {}

    /// Runs seeds and reports.
    public static void main(String[] words) throws InterruptedException {
        // Brokers are killed on purpose; their warnings are no news.
        ROOT.setLevel(Level.OFF);
        Arguments arguments;
        try {
            arguments = Arguments.of(words);
        } catch (IllegalArgumentException e) {
            System.err.println("sim: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(arguments) ? 0 : 1);
    }

    private static boolean run(Arguments arguments) throws InterruptedException {
        long startNanos = System.nanoTime();
        var batch = new SeedBatch(arguments.seed(), arguments.seeds(), arguments.operations());
        batch.run(Runtime.getRuntime().availableProcessors(), arguments.isTraced());
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        if (arguments.isTraced()) {
            batch.lines().forEach(System.out::println);
        }
        report(arguments, batch, seconds);
        List<Result> failures = batch.failures();
        for (Result failure : failures.subList(0, Math.min(FAILURES_SHOWN_MAX, failures.size()))) {
            show(arguments, failure);
        }
        return failures.isEmpty();
    }

    private static void report(Arguments arguments, SeedBatch batch, double seconds) {
        print(
                "seeds %d, operations %d, events %d, %.1f s, %.1f seeds/s, violations %d",
                arguments.seeds(),
                arguments.seeds() * arguments.operations(),
                batch.events(),
                seconds,
                arguments.seeds() / seconds,
                batch.failures().size());
        print("trace of all %016x", batch.trace());
        batch.counts().all().forEach((what, count) -> print("  %-60s %12d", what, count));
    }

    private static void show(Arguments arguments, Result failure) {
        print("");
        print("VIOLATION seed %d: %s", failure.plan().seed(), failure.failure());
        for (StackTraceElement at : stack(failure)) {
            print("    at %s", at);
        }
        print(
                "  replay: ./qanat dev sim --seed %d --operations %d --trace",
                failure.plan().seed(), arguments.operations());
        if (arguments.isShrunk()) {
            Plan small = new Shrinker().shrunk(failure.plan());
            Result again = Simulation.run(small, false);
            print("  shrunk to %d operations: %s", small.operations().size(), again.failure());
            print("  %s", small.setting());
            small.operations().forEach(each -> print("    %s", each));
        }
    }

    private static List<StackTraceElement> stack(Result failure) {
        var shown = new ArrayList<StackTraceElement>();
        Throwable thrown = failure.failure();
        if (thrown != null && !(thrown instanceof Violation)) {
            shown.addAll(List.of(thrown.getStackTrace()));
        }
        return shown.subList(0, Math.min(8, shown.size()));
    }

    private static void print(String format, @Nullable Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
