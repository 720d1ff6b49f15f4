package io.qanat.it.proxy;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What happened so far. Thread-safe.
public final class FaultTally {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> lines = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();

    void add(RequestHead head, int number, int frameBytes, Fault fault) {
        total.incrementAndGet();
        String kind = "%s %s %s".formatted(head.api(), fault.side(), fault.kind());
        counts.computeIfAbsent(kind, key -> new LongAdder()).increment();
        lines.computeIfAbsent(head.clientId(), id -> new ConcurrentLinkedQueue<>())
                .add(
                        "%s %d (version %d, correlation id %d, %d bytes): %s"
                                .formatted(
                                        head.api(),
                                        number,
                                        head.version(),
                                        head.correlationId(),
                                        frameBytes,
                                        fault));
    }

    public int total() {
        return total.get();
    }

    /// By API, side and kind.
    public Map<String, Long> counts() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((kind, count) -> sums.put(kind, count.sum()));
        return sums;
    }

    /// What happened to one client, in words.
    public List<String> lines(String clientId) {
        return List.copyOf(lines.getOrDefault(clientId, new ConcurrentLinkedQueue<>()));
    }
}
