package io.qanat.sim.oracle;

import io.qanat.log.Log;
import io.qanat.log.PartitionOffsets;
import io.qanat.log.TimestampOffset;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// The look at one partition of a log that runs, with its history at hand.
final class Inspection {
    private static final int TIMESTAMPS_MAX = 6;

    private final History history;
    private final Log log;
    private final Tolerance tolerance;

    Inspection(History history, Log log, Tolerance tolerance) {
        this.history = history;
        this.log = log;
        this.tolerance = tolerance;
    }

    /// What readers see must be what was given, up to the high watermark.
    void running() {
        long highWatermark = log.offsets(history.partition()).highWatermark();
        compare(history.count(highWatermark), true);
    }

    /// What an opening found must be what was promised, and perhaps more of what was given.
    void reopened(Ending ending) {
        PartitionOffsets offsets = log.offsets(history.partition());
        if (offsets.logStart() != 0 || offsets.highWatermark() != offsets.logEnd()) {
            throw new Violation(history.partition() + " opens with " + offsets);
        }
        compare(history.requiredCount(ending), log.recovery().cleanlyClosed());
        if (tolerance.isNone() && !history.isAtEnd(offsets.logEnd())) {
            throw new Violation(history.partition() + " opens with " + offsets + " and less");
        }
    }

    /// @param unchecked whether the log had no occasion to look for damage, so that it may meet it
    ///   when it reads, and then cannot read what is near it either
    private void compare(int requiredCount, boolean unchecked) {
        if (tolerance.isNone()) {
            Reading reading = new Reading(log, history.partition()).all();
            new Comparison(history, requiredCount, tolerance).compare(reading.found());
            return;
        }
        Reading reading = new Reading(log, history.partition()).readable(history.entries());
        boolean excused = unchecked && !reading.errors().isEmpty();
        var comparison =
                new Comparison(history, requiredCount, excused ? new Anything() : tolerance);
        comparison.compare(reading.found());
        boolean told = !reading.errors().isEmpty() || !log.recovery().findings().isEmpty();
        if (comparison.lostBeforeOthers() && !told && !history.isLossKnown()) {
            throw new Violation(history.partition() + " lost batches without a word");
        }
        if (told && comparison.lostAny()) {
            history.knowLoss();
        }
    }

    /// Anything may be missing.
    private record Anything() implements Tolerance {
        @Override
        public boolean covers(ByteBuffer batch) {
            return true;
        }

        @Override
        public boolean isNone() {
            return false;
        }
    }

    /// The epoch from this opening on must be above that of every batch.
    void epochs() {
        for (Entry entry : history.entries()) {
            if (entry.leaderEpoch() >= log.leaderEpoch()) {
                throw new Violation(
                        history.partition()
                                + " has the "
                                + entry
                                + " at the opening's epoch "
                                + log.leaderEpoch());
            }
        }
    }

    /// Look-ups by time must find the first record that reaches it.
    void timestamps() {
        List<Entry> entries = history.entries();
        int step = 1 + entries.size() / TIMESTAMPS_MAX;
        for (int i = 0; i < entries.size(); i += step) {
            long timestamp = entries.get(i).maxTimestamp();
            requireFirst(timestamp, log.offsetForTimestamp(history.partition(), timestamp));
        }
        long greatest = entries.stream().mapToLong(Entry::maxTimestamp).max().orElse(-1);
        if (greatest >= 0) {
            requireFirst(greatest, log.maxTimestamp(history.partition()));
        }
    }

    private void requireFirst(long timestamp, Optional<TimestampOffset> found) {
        for (Entry entry : history.entries()) {
            if (entry.maxTimestamp() >= timestamp) {
                // All records of a batch have the same timestamp here.
                var first = new TimestampOffset(entry.maxTimestamp(), entry.baseOffset());
                if (!found.equals(Optional.of(first))) {
                    throw new Violation(
                            history.partition()
                                    + " finds "
                                    + found
                                    + " for timestamp "
                                    + timestamp
                                    + " instead of "
                                    + first);
                }
                return;
            }
        }
    }
}
