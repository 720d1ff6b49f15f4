package io.qanat.sim.transaction;

import io.qanat.sim.time.Chance;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Many runs of transactions, some at a time; one in a hundred is run twice, and both must be the
/// same. Thread-safe while it runs; then confined to its owner.
public final class TransactionSeeds {
    private static final int REPLAYED_ONE_IN = 100;
    private static final int TRANSACTIONS = 12;
    private static final int FAILURES_SHOWN_MAX = 5;

    /// What came of one seed. Immutable.
    public record Result(
            long seed, List<String> violations, Map<String, Long> counts, long trace) {}

    // guards: all below
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Result> failures = new ArrayList<>();
    private final List<Long> different = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final long first;
    private final long count;
    private long next;
    private long trace;

    /// Seeds from `first` on.
    public TransactionSeeds(long first, long count) {
        this.first = first;
        this.count = count;
    }

    /// Runs one seed. Half of them are on clusters with the second version of transactions.
    public static Result run(long seed, Habit habit) {
        var chance = new Chance(seed);
        boolean isSecondVersion = chance.onceIn(2);
        var stage = new Stage(chance.any(), isSecondVersion, habit);
        Map<String, Long> counts = new TreeMap<>();
        List<String> violations;
        try {
            stage.run(Script.drawn(chance, TRANSACTIONS), true);
            violations = stage.violations();
        } catch (RuntimeException | AssertionError e) {
            violations = List.of(e + " at " + List.of(e.getStackTrace()).subList(0, 6));
        }
        stage.struck().forEach((trouble, times) -> counts.put("trouble " + trouble, times));
        counts.putAll(stage.counts());
        for (Ledger.Fate fate : Ledger.Fate.values()) {
            counts.put("transactions " + fate, stage.ledger().count(fate));
        }
        counts.put("seeds of version " + (isSecondVersion ? 2 : 1), 1L);
        return new Result(seed, violations, counts, stage.trace());
    }

    /// Runs all of them; true when every one is clean.
    public boolean run(PrintStream out, int threads) throws InterruptedException {
        long startNanos = System.nanoTime();
        var running = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().name("sim-" + i).start(this::work));
        }
        for (Thread each : running) {
            each.join();
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        print(
                out,
                "seeds %d, %.1f s, %.1f seeds/s, violations %d, replays that differ %s",
                count,
                seconds,
                count / seconds,
                failures.size(),
                different);
        print(out, "trace of all %016x", trace);
        counts.forEach((what, times) -> print(out, "  %-60s %12d", what, times));
        failures.stream()
                .limit(FAILURES_SHOWN_MAX)
                .forEach(failure ->
                        print(
                                out,
                                "VIOLATION seed %d: %s%n  replay: ./qanat dev sim --transactions"
                                        + " --seed %d",
                                failure.seed(),
                                failure.violations(),
                                failure.seed()));
        return failures.isEmpty() && different.isEmpty();
    }

    private void work() {
        for (long index = take(); index >= 0; index = take()) {
            Result result = run(first + index, Habit.HONEST);
            boolean isSame =
                    index % REPLAYED_ONE_IN != 0 || result.equals(run(first + index, Habit.HONEST));
            add(result, isSame);
        }
    }

    private long take() {
        lock.lock();
        try {
            return next < count ? next++ : -1;
        } finally {
            lock.unlock();
        }
    }

    private void add(Result result, boolean isSame) {
        lock.lock();
        try {
            result.counts().forEach((what, times) -> counts.merge(what, times, Long::sum));
            // A sum, so that the order in which seeds end does not matter.
            trace += result.trace();
            if (!result.violations().isEmpty()) {
                failures.add(result);
            }
            if (!isSame) {
                different.add(result.seed());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void print(PrintStream out, String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
