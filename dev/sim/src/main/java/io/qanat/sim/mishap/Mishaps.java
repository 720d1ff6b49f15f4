package io.qanat.sim.mishap;

import io.qanat.sim.time.Scheduler;
import java.util.EnumMap;
import java.util.Map;

/// What struck in one run. Confined to the run's thread.
public final class Mishaps {
    private final Scheduler scheduler;
    private final Map<Mishap, Long> counts = new EnumMap<>(Mishap.class);
    private long unsyncedLostNanos = Long.MIN_VALUE;
    private boolean hasOutside;

    /// Nothing struck yet.
    public Mishaps(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Notes that something strikes now.
    public void struck(Mishap mishap) {
        scheduler.note(mishap.name(), 1, 0);
        counts.merge(mishap, 1L, Long::sum);
        hasOutside |= !mishap.isOwnDoing();
        if (mishap.losesUnsynced()) {
            unsyncedLostNanos = scheduler.nanos();
        }
    }

    /// How often each kind struck; those that did not are missing.
    public Map<Mishap, Long> counts() {
        return counts;
    }

    /// How often one kind struck.
    public long count(Mishap mishap) {
        return counts.getOrDefault(mishap, 0L);
    }

    /// Whether anything outside the producers failed.
    public boolean hasOutside() {
        return hasOutside;
    }

    /// Whether what was written, but not synced, may have been lost at or after a time.
    public boolean losesUnsyncedSince(long nanos) {
        return unsyncedLostNanos >= nanos;
    }
}
