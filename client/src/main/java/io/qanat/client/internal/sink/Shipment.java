package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One batch with the story of its delivery. Confined to the client's loop.
final class Shipment {
    private final Batch batch;
    private final Lane lane;
    private final long number;
    private final Journey journey;
    private long expiryNanos;
    private int attempts;
    private @Nullable ClientException lastFailure;

    /// Under which its batch was numbered, if it was.
    private @Nullable Identity identity;

    private int baseSequence;
    private int brokerId = PartitionMetadata.NO_LEADER;
    private boolean isAcknowledged;

    /// Whether an attempt may have reached the log although it did not succeed.
    private boolean isAmbiguous;

    private boolean isSettled;
    private boolean isBuilding;

    /// Has not been tried.
    ///
    /// @param number ascends in the order in which batches were opened
    Shipment(Batch batch, Lane lane, long number) {
        this.batch = batch;
        this.lane = lane;
        this.number = number;
        this.journey = new Journey(batch);
        this.expiryNanos = batch.firstDeadlineNanos();
    }

    long number() {
        return number;
    }

    Batch batch() {
        return batch;
    }

    Lane lane() {
        return lane;
    }

    int attempts() {
        return attempts;
    }

    /// The broker that it was sent to last.
    int brokerId() {
        return brokerId;
    }

    boolean isSent() {
        return attempts > 0;
    }

    /// Under which the batch is numbered; null if it is not.
    @Nullable Identity identity() {
        return identity;
    }

    /// The first record's sequence number, for a numbered batch.
    int baseSequence() {
        return baseSequence;
    }

    /// The batch is numbered.
    void stamp(Identity by, int sequence) {
        identity = by;
        baseSequence = sequence;
    }

    /// The batch is to be numbered anew; only for one that is in no log and on no way to one.
    void unstamp() {
        if (isAmbiguous || batch.isOut()) {
            throw new IllegalStateException("numbered anew while a broker may have it");
        }
        identity = null;
    }

    /// Whether an attempt may have reached the log although it did not succeed.
    boolean isAmbiguous() {
        return isAmbiguous;
    }

    /// Whether a broker may have the batch, and it is tried further.
    boolean isUnresolved() {
        return isAmbiguous && !isSettled;
    }

    /// A broker has said that it has the batch.
    boolean isAcknowledged() {
        return isAcknowledged;
    }

    void acknowledged() {
        isAcknowledged = true;
    }

    /// Why the last attempt failed.
    @Nullable ClientException lastFailure() {
        return lastFailure;
    }

    /// Whether the outcome is decided. The memory may still be in use.
    boolean isSettled() {
        return isSettled;
    }

    boolean isBuilding() {
        return isBuilding;
    }

    void building(boolean is) {
        isBuilding = is;
    }

    /// When the next record's time is over.
    long expiryNanos() {
        return expiryNanos;
    }

    /// Called by [Incomplete], which is sorted by it.
    void expireAt(long nanos) {
        expiryNanos = nanos;
    }

    /// Whether records can still be taken out: the bytes were never sent.
    boolean isRewritable() {
        return attempts == 0;
    }

    Journey journey() {
        return journey;
    }

    /// A request with the batch goes to a broker.
    void sent(int toBrokerId, long nowNanos) {
        attempts++;
        brokerId = toBrokerId;
        journey.departed(toBrokerId, nowNanos);
        batch.sent();
    }

    /// The request did not succeed.
    void failed(ClientException cause, boolean mayBePersisted, long nowNanos) {
        journey.arrived(new Timeline.Result.Failed(cause), nowNanos);
        lastFailure = cause;
        isAmbiguous |= mayBePersisted;
    }

    void settled() {
        isSettled = true;
    }

    /// The outcome of records whose time is over while the rest of the batch goes on.
    Outcome partFailure(ClientException cause, long nowNanos) {
        Timeline timeline = journey.timeline(nowNanos);
        return isRewritable()
                ? new Outcome.NotPersisted(cause, timeline)
                : new Outcome.PossiblyPersisted(cause, timeline);
    }

    /// The outcome if nothing more is tried.
    Outcome failure(ClientException cause, long nowNanos) {
        Timeline timeline = journey.timeline(nowNanos);
        return isAmbiguous || batch.isOut()
                ? new Outcome.PossiblyPersisted(cause, timeline)
                : new Outcome.NotPersisted(cause, timeline);
    }

    /// What to say when the time is over.
    ///
    /// @param obstacle why it could not be sent, if it never was
    ClientException overdue(Duration limit, @Nullable ClientException obstacle) {
        return new DeadlineException(
                "produce to " + batch.home(),
                limit,
                attempts,
                lastFailure == null ? obstacle : lastFailure);
    }
}
