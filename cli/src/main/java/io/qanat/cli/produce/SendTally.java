package io.qanat.cli.produce;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;

/// What became of the records so far. Thread-safe.
public final class SendTally {
    private static final int FAILURES_KEPT_MAX = 10;
    private static final int DIGITS = 3;

    // guards: all fields below
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Integer, OffsetRange> offsets = new TreeMap<>();
    private final Histogram acknowledgementMicros = new Histogram(DIGITS);
    private final List<FailedLines> failures = new ArrayList<>();
    private long admittedCount;
    private long refusedCount;
    private long deliveredCount;
    private long deliveredBytes;
    private long failedCount;

    /// The offsets that one partition gave.
    ///
    /// @param first the lowest
    /// @param last the highest
    public record OffsetRange(long first, long last) {
        OffsetRange with(OffsetRange other) {
            return new OffsetRange(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /// How far the sending has come. Immutable.
    ///
    /// @param openCount records on their way
    /// @param settledCount records whose fate is known
    record Progress(long openCount, long settledCount) {}

    Progress progress() {
        lock.lock();
        try {
            long settledCount = deliveredCount + failedCount - refusedCount;
            return new Progress(admittedCount - settledCount, settledCount);
        } finally {
            lock.unlock();
        }
    }

    /// Counts a record that was sent.
    void admitted() {
        lock.lock();
        try {
            admittedCount++;
        } finally {
            lock.unlock();
        }
    }

    /// Counts a record that was acknowledged.
    ///
    /// @param offset negative when the broker was not asked for an acknowledgement
    public void delivered(int partition, long offset, long sizeInBytes, long nanos) {
        lock.lock();
        try {
            deliveredCount++;
            deliveredBytes += sizeInBytes;
            acknowledgementMicros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
            if (offset >= 0) {
                offsets.merge(partition, new OffsetRange(offset, offset), OffsetRange::with);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Counts a line that was not sent.
    ///
    /// @param source where the line is, as a file's name
    void refused(String source, long line, String cause) {
        lock.lock();
        try {
            refusedCount++;
            failed(source, line, cause);
        } finally {
            lock.unlock();
        }
    }

    /// Counts a record that was sent, but not or not surely delivered.
    ///
    /// @param source where its line is, as a file's name
    public void failed(String source, long line, String cause) {
        lock.lock();
        try {
            failedCount++;
            var last = failures.isEmpty() ? null : failures.getLast();
            if (last != null && last.isLike(source, cause)) {
                failures.set(failures.size() - 1, last.with(line));
            } else if (failures.size() < FAILURES_KEPT_MAX) {
                failures.add(FailedLines.of(source, line, cause));
            }
        } finally {
            lock.unlock();
        }
    }

    /// The counts up to now.
    public Summary summary() {
        lock.lock();
        try {
            return new Summary(
                    deliveredCount,
                    deliveredBytes,
                    failedCount,
                    failures,
                    new TreeMap<>(offsets),
                    TimeUnit.MICROSECONDS.toNanos(acknowledgementMicros.getValueAtPercentile(50)),
                    TimeUnit.MICROSECONDS.toNanos(acknowledgementMicros.getValueAtPercentile(99)));
        } finally {
            lock.unlock();
        }
    }
}
