package io.qanat.sim.run;

import io.qanat.sim.mishap.Mishap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Many seeds, some at a time; one in a hundred is run twice, and both must be the same.
///
/// Thread-safe while it runs; then confined to its owner.
public final class SeedBatch {
    private static final int REPLAYED_ONE_IN = 100;

    private final long first;
    private final long count;
    private final int operations;
    private final Function<Plan, Result> runner;

    // guards: all below
    private final ReentrantLock lock = new ReentrantLock();
    private final Counts counts = new Counts();
    private final Map<Mishap, Long> mishaps = new EnumMap<>(Mishap.class);
    private final List<Result> failures = new ArrayList<>();
    private final List<Long> different = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private long next;
    private long done;
    private long replayed;
    private long events;
    private long trace;

    /// @param first the first seed
    /// @param count how many, one after the other
    /// @param runner carries out a plan
    SeedBatch(long first, long count, int operations, Function<Plan, Result> runner) {
        this.first = first;
        this.count = count;
        this.operations = operations;
        this.runner = runner;
    }

    /// Runs all of them.
    public void run(int threads) throws InterruptedException {
        var running = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().name("sim-" + i).start(this::work));
        }
        for (Thread each : running) {
            each.join();
        }
        if (done != count) {
            throw new IllegalStateException("only " + done + " of " + count + " seeds ended");
        }
        failures.sort(Comparator.comparingLong(failure -> failure.plan().seed()));
        different.sort(Comparator.naturalOrder());
    }

    private void work() {
        for (long seed = take(); seed >= 0; seed = take()) {
            Plan plan = Plan.of(first + seed, operations);
            Result result = runner.apply(plan);
            if (seed % REPLAYED_ONE_IN == 0) {
                compare(result, runner.apply(plan));
            }
            add(result);
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

    private void compare(Result result, Result again) {
        lock.lock();
        try {
            replayed++;
            if (!result.marks().equals(again.marks())) {
                different.add(result.plan().seed());
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Result result) {
        lock.lock();
        try {
            counts.addAll(result.counts());
            result.mishaps().forEach((mishap, times) -> mishaps.merge(mishap, times, Long::sum));
            done++;
            events += result.marks().events();
            // A sum, so that the order in which seeds end does not matter.
            trace += result.marks().trace() ^ result.marks().history();
            lines.addAll(result.lines());
            if (result.isViolation()) {
                failures.add(result);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The seeds that are not clean, in their order.
    public List<Result> failures() {
        return failures;
    }

    /// How many seeds were run twice.
    public long replayed() {
        return replayed;
    }

    /// The seeds whose second run was not like the first, in their order.
    public List<Long> different() {
        return different;
    }

    /// What was counted.
    public Counts counts() {
        return counts;
    }

    /// How often each kind of trouble struck.
    public long struck(Mishap mishap) {
        return mishaps.getOrDefault(mishap, 0L);
    }

    /// How much happened.
    public long events() {
        return events;
    }

    /// Equal when the same happened in every run.
    public long trace() {
        return trace;
    }

    /// The traces as text.
    public List<String> lines() {
        return lines;
    }
}
