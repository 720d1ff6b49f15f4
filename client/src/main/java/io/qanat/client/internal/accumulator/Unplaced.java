package io.qanat.client.internal.accumulator;

import io.qanat.client.CancelledException;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A record whose topic's partitions are not known yet. Immutable.
///
/// @param home where it waits
/// @param sizeBound the bytes that it has in the budget
/// @param partition the one that was asked for, or [TopicBuffer#ANY]
/// @param createdNanos when it was sent
/// @param deadlineNanos when its time is over
public record Unplaced(
        WaitingRoom home,
        EncodedRecord record,
        int sizeBound,
        int partition,
        long createdNanos,
        long deadlineNanos)
        implements Place {
    /// Its way up to now: it has waited for its topic's partitions all the time.
    public Timeline timeline(long nowNanos) {
        long totalNanos = Math.max(0, nowNanos - createdNanos);
        long lineNanos = record.lineNanos();
        return new Timeline(
                Math.max(0, totalNanos - lineNanos), lineNanos, 0, 0, List.of(), 0, totalNanos);
    }

    /// How long its outcome might have taken.
    public Duration limit() {
        return Duration.ofNanos(deadlineNanos - createdNanos);
    }

    /// Calls the callback.
    public void complete(Outcome outcome) {
        if (record.hasCallback()) {
            Reports.complete(record.callback(), outcome);
        }
    }

    @Override
    public Optional<Outcome> withdraw(Callback callback) {
        if (!home.withdraw(this)) {
            return Optional.empty();
        }
        var cause = new CancelledException("produce to " + home.topic());
        return Optional.of(new Outcome.NotPersisted(cause, timeline(home.nanos())));
    }
}
