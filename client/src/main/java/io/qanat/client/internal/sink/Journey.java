package io.qanat.client.internal.sink;

import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.producer.Timeline;
import io.qanat.client.producer.Timeline.Attempt;
import io.qanat.client.producer.Timeline.Result;
import java.util.ArrayList;
import java.util.List;

/// The steps of one batch's delivery as they happen, of which a [Timeline] can be had at any time.
///
/// However often a batch is tried, only so many attempts are kept. Confined to the client's loop.
final class Journey {
    private static final int ATTEMPTS_FIRST = 4;
    private static final int ATTEMPTS_MAX = 8;

    private final Batch batch;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private int attemptsOmitted;
    private int brokerId;
    private boolean isGathered;
    private boolean isStarted;
    private boolean isUnderWay;
    private long gatheredNanos;
    private long startedNanos;
    private long attemptNanos;

    /// Begins where the batch's first record was sent.
    Journey(Batch batch) {
        this.batch = batch;
    }

    /// Goes on where the journey of a batch ended, of which another one is a part.
    Journey(Batch part, Journey whole) {
        this.batch = part;
        this.attempts.addAll(whole.attempts);
        this.attemptsOmitted = whole.attemptsOmitted;
        this.brokerId = whole.brokerId;
        this.isGathered = whole.isGathered;
        this.isStarted = whole.isStarted;
        this.gatheredNanos = whole.gatheredNanos;
        this.startedNanos = whole.startedNanos;
    }

    /// The batch has waited for further records until then: it is full, old enough, or hurried.
    void gathered(long untilNanos) {
        if (!isGathered) {
            isGathered = true;
            gatheredNanos = untilNanos;
        }
    }

    /// When it needed no further records: full, or so old.
    long readyNanos(long lingerNanos) {
        long oldNanos = batch.createdNanos() + lingerNanos;
        return isGathered && gatheredNanos - oldNanos < 0 ? gatheredNanos : oldNanos;
    }

    /// A request with the batch goes to a broker.
    void departed(int toBrokerId, long nowNanos) {
        gathered(nowNanos);
        if (!isStarted) {
            isStarted = true;
            startedNanos = nowNanos;
        }
        isUnderWay = true;
        brokerId = toBrokerId;
        attemptNanos = nowNanos;
    }

    /// The request is over.
    void arrived(Result result, long nowNanos) {
        if (!isUnderWay) {
            return;
        }
        isUnderWay = false;
        if (attempts.size() == ATTEMPTS_MAX) {
            attempts.remove(ATTEMPTS_FIRST);
            attemptsOmitted++;
        }
        attempts.add(attempt(result, nowNanos));
    }

    /// All steps so far.
    Timeline timeline(long nowNanos) {
        // Callers read the clock themselves, perhaps after the loop did.
        long opened = batch.openedNanos();
        long gathered = later(opened, isGathered ? gatheredNanos : nowNanos);
        long started = later(gathered, isStarted ? startedNanos : nowNanos);
        return new Timeline(
                batch.metadataNanos(),
                batch.lineNanos(),
                gathered - opened,
                started - gathered,
                attempts(nowNanos),
                attemptsOmitted,
                later(opened, nowNanos) - batch.createdNanos());
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private List<Attempt> attempts(long nowNanos) {
        if (!isUnderWay) {
            return attempts;
        }
        var all = new ArrayList<>(attempts);
        all.add(attempt(Result.Open.OPEN, nowNanos));
        return all;
    }

    private Attempt attempt(Result result, long nowNanos) {
        return new Attempt(
                brokerId, attemptNanos - batch.createdNanos(), nowNanos - attemptNanos, result);
    }
}
