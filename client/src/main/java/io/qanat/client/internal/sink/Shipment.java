package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.internal.idempotence.Sequences;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One batch with the story of its delivery. Confined to the client's loop.
final class Shipment {
    private final Batch batch;
    private final Lane lane;
    private final long number;

    /// Of its first record in the batch that it is a part of, if it is one.
    private final int place;

    private final Journey journey;
    private long expiryNanos;
    private int attempts;

    /// How many of the attempts ended in a split, and so were no failures of what is left.
    private int splits;

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
        this.place = 0;
        this.journey = new Journey(batch);
        this.expiryNanos = batch.firstDeadlineNanos();
    }

    private Shipment(Batch part, Shipment whole, int distance) {
        this.batch = part;
        this.lane = whole.lane;
        this.number = whole.number;
        this.place = whole.place + distance;
        this.journey = new Journey(part, whole.journey);
        this.expiryNanos = part.firstDeadlineNanos();
        this.attempts = whole.attempts;
        this.splits = whole.splits + 1;
        this.lastFailure = whole.lastFailure;
        this.brokerId = whole.brokerId;
        this.isAmbiguous = whole.isAmbiguous;
        Identity by = whole.identity;
        if (by != null) {
            stamp(by, Sequences.after(whole.baseSequence, distance));
        }
    }

    /// A part of this shipment, which a broker has refused as too large. It counts as sent, as what
    /// was sent behind the whole must not overtake it; a numbered batch's records keep their
    /// numbers.
    ///
    /// @param distance of its first record from that of the whole
    Shipment part(Batch of, int distance) {
        return new Shipment(of, this, distance);
    }

    long number() {
        return number;
    }

    /// Tells the parts of a batch apart, which have the same number, and ascends in their order.
    int place() {
        return place;
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

    /// Whether it may be tried again as far as the number of retries goes.
    boolean mayBeRetried(int retriesMax) {
        return attempts - splits <= retriesMax;
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

    /// Numbers the batch.
    void stamp(Identity by, int sequence) {
        identity = by;
        baseSequence = sequence;
        batch.stamp(by.batch(sequence));
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
