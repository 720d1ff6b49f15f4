package io.qanat.sim.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Many seeds, some at a time. Thread-safe while it runs; then confined to its owner.
public final class SeedBatch {
    private final long first;
    private final long count;
    private final int operations;

    // guards: all below
    private final ReentrantLock lock = new ReentrantLock();
    private final Counts counts = new Counts();
    private final List<Result> failures = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private long next;
    private long done;
    private long events;
    private long trace;

    /// @param first the first seed
    /// @param count how many, one after the other
    public SeedBatch(long first, long count, int operations) {
        this.first = first;
        this.count = count;
        this.operations = operations;
    }

    /// Runs all of them.
    public void run(int threads, boolean isReadable) throws InterruptedException {
        var running = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().name("sim-" + i).start(() -> work(isReadable)));
        }
        for (Thread each : running) {
            each.join();
        }
        if (done != count) {
            throw new IllegalStateException("only " + done + " of " + count + " seeds ended");
        }
        failures.sort(Comparator.comparingLong(failure -> failure.plan().seed()));
    }

    private void work(boolean isReadable) {
        for (long seed = take(); seed >= 0; seed = take()) {
            add(Simulation.run(Plan.of(first + seed, operations), isReadable));
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

    private void add(Result result) {
        lock.lock();
        try {
            counts.addAll(result.counts());
            done++;
            events += result.events();
            // A sum, so that the order in which seeds end does not matter.
            trace += result.trace();
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

    /// What was counted.
    public Counts counts() {
        return counts;
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
