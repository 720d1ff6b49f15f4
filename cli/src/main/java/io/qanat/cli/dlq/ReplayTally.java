package io.qanat.cli.dlq;

import io.qanat.cli.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// What became of the letters that were read. Thread-safe.
public final class ReplayTally {
    private static final int FAILURES_TOLD_MAX = 10;
    private static final int PARTITIONS_TOLD_MAX = 16;

    private final String topic;
    private final boolean isRehearsal;

    // guards: all fields below
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<String, Long> delivered = new TreeMap<>();
    private final TreeMap<Integer, Long> next = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long failedCount;

    /// Of a dead-letter topic.
    ///
    /// @param isRehearsal whether nothing is really sent
    public ReplayTally(String topic, boolean isRehearsal) {
        this.topic = topic;
        this.isRehearsal = isRehearsal;
    }

    /// Whether a letter was not, or not surely, sent.
    public boolean hasFailures() {
        lock.lock();
        try {
            return failedCount > 0;
        } finally {
            lock.unlock();
        }
    }

    /// The lines for the user.
    public List<String> lines() {
        lock.lock();
        try {
            var lines = new ArrayList<>(failures);
            if (failedCount > failures.size()) {
                lines.add("… and " + Amounts.count(failedCount - failures.size(), "more failure"));
            }
            lines.add(headline());
            next.entrySet().stream()
                    .limit(PARTITIONS_TOLD_MAX)
                    .forEach(end ->
                            lines.add(
                                    "  the next replay: --partition %d --offset %d"
                                            .formatted(end.getKey(), end.getValue())));
            return lines;
        } finally {
            lock.unlock();
        }
    }

    void read(int partition, long offset) {
        lock.lock();
        try {
            next.put(partition, offset + 1);
        } finally {
            lock.unlock();
        }
    }

    void delivered(String target) {
        lock.lock();
        try {
            delivered.merge(target, 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    void failed(int partition, long offset, String why) {
        lock.lock();
        try {
            failedCount++;
            if (failures.size() < FAILURES_TOLD_MAX) {
                failures.add("%s %d:%d: %s".formatted(topic, partition, offset, why));
            }
        } finally {
            lock.unlock();
        }
    }

    private String headline() {
        long count = delivered.values().stream().mapToLong(Long::longValue).sum();
        var targets =
                delivered.entrySet().stream()
                        .map(target -> Amounts.count(target.getValue()) + " to " + target.getKey())
                        .collect(Collectors.joining(", "));
        return Amounts.count(count, "letter")
                + " of "
                + topic
                + (isRehearsal ? " would be sent again" : " sent again")
                + (count == 0 ? "" : ": " + targets)
                + (failedCount == 0 ? "" : "; " + Amounts.count(failedCount) + " NOT");
    }
}
