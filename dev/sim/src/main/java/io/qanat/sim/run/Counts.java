package io.qanat.sim.run;

import java.util.Map;
import java.util.TreeMap;

/// How often what happened. Confined to one thread.
public final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    /// Counts something once.
    public void add(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /// Adds what others counted.
    public void addAll(Counts others) {
        others.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    /// How often something happened.
    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// All of it, by name.
    public Map<String, Long> all() {
        return counts;
    }
}
