package io.qanat.client.internal.sink;

import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.accumulator.PartitionBuffer;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.internal.idempotence.Sequences;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The shipments of one partition in their order, with the window of those on their way. Confined
/// to the client's loop.
///
/// The window is one batch wide until the leader has acknowledged the oldest batch, and after every
/// failure again. So what failed is sent again before anything behind it, nothing goes to a new
/// leader while the old one owes an answer, and a broker that knows nothing of the producer yet
/// cannot take a later batch for the first one.
final class Lane {
    /// Far below what brokers are configured with, a day by default.
    private static final long QUIET_NANOS_MAX = TimeUnit.MINUTES.toNanos(1);

    private final PartitionBuffer home;
    private final CompletionQueue completions;
    private final ArrayDeque<Shipment> shipments = new ArrayDeque<>();
    private final Sequences sequences = new Sequences();
    private LaneState state = LaneState.Idle.IDLE;
    private int leaderId = PartitionMetadata.NO_LEADER;

    /// Whether the leader has acknowledged, and nothing failed since.
    private boolean isProven;

    /// Whether a batch with a sequence number was given up, so that brokers refuse those behind it.
    private boolean hasGap;

    /// Shipments up to this number do not linger.
    private long hurriedUpTo;

    /// When a batch of it went to a broker last.
    private long departedNanos;

    private boolean hasDeparted;
    private long pausedUntilNanos;
    private boolean isPaused;

    Lane(PartitionBuffer home, CompletionQueue completions) {
        this.home = home;
        this.completions = completions;
    }

    PartitionBuffer home() {
        return home;
    }

    CompletionQueue completions() {
        return completions;
    }

    LaneState state() {
        return state;
    }

    void become(LaneState next) {
        state = next;
    }

    int leaderId() {
        return leaderId;
    }

    /// Another leader has to prove itself.
    void leaderId(int id) {
        isProven &= leaderId == id;
        leaderId = id;
    }

    void hurryUpTo(long number) {
        hurriedUpTo = number;
    }

    boolean isHurried(Shipment shipment) {
        return shipment.number() <= hurriedUpTo;
    }

    @Nullable Shipment last() {
        return shipments.peekLast();
    }

    /// The next shipment to be sent, or sent again.
    @Nullable Shipment next() {
        for (Shipment shipment : shipments) {
            if (!shipment.isSettled() && !shipment.batch().isOut()) {
                return shipment;
            }
        }
        return null;
    }

    void add(Shipment shipment) {
        shipments.addLast(shipment);
    }

    void remove(Shipment shipment) {
        shipments.remove(shipment);
    }

    /// Has the parts of a shipment take its place.
    void replace(Shipment whole, List<Shipment> parts) {
        List<Shipment> before = shipments();
        shipments.clear();
        for (Shipment shipment : before) {
            if (shipment == whole) {
                shipments.addAll(parts);
            } else {
                shipments.add(shipment);
            }
        }
    }

    /// Whether so many batches are on their way that the next one must wait.
    boolean isFull(int windowMax) {
        int width = isProven ? windowMax : 1;
        int out = 0;
        for (Shipment shipment : shipments) {
            if (out < width && shipment.batch().isOut()) {
                out++;
            } else if (!shipment.isSent() && !shipment.isSettled()) {
                break;
            }
        }
        return out >= width;
    }

    boolean isAnyOut() {
        return shipments.stream().anyMatch(shipment -> shipment.batch().isOut());
    }

    /// Whether nothing that was sent before the shipment is without an answer, or to be sent again.
    boolean isOldestSent(Shipment shipment) {
        for (Shipment other : shipments) {
            if (other.isSent()) {
                return other == shipment;
            }
        }
        return false;
    }

    /// A batch goes to a broker. One that heard nothing for long may have forgotten this producer,
    /// and would take any sequence number for the first: it has to prove itself again.
    void departed(long nowNanos) {
        isProven &= nowNanos - departedNanos < QUIET_NANOS_MAX;
        hasDeparted = true;
        departedNanos = nowNanos;
    }

    boolean hasDeparted() {
        return hasDeparted;
    }

    long departedNanos() {
        return departedNanos;
    }

    /// The leader has acknowledged a shipment.
    void acknowledged(Shipment shipment) {
        isProven |= isOldestSent(shipment) && shipment.brokerId() == leaderId;
    }

    /// Something failed: what was sent comes to an end before anything is sent again.
    void failed() {
        isProven = false;
    }

    /// Sends nothing until then.
    void pause(long untilNanos) {
        isPaused = true;
        pausedUntilNanos = untilNanos;
    }

    boolean isPausedAt(long nowNanos) {
        isPaused &= pausedUntilNanos - nowNanos > 0;
        return isPaused;
    }

    long pausedUntilNanos() {
        return pausedUntilNanos;
    }

    boolean hasGap() {
        return hasGap;
    }

    /// Brokers refuse everything that has a sequence number by now and is not in the log.
    void tear() {
        hasGap = true;
        isProven = false;
    }

    /// Everything is sent under another identity from now on.
    void renew() {
        hasGap = false;
        isProven = false;
    }

    /// Whether brokers may have a batch of which they have not told us.
    boolean isUnresolved() {
        return shipments.stream()
                .anyMatch(shipment -> shipment.isSent() && shipment.isUnresolved());
    }

    /// Numbers a built batch, unless it has its numbers.
    void stamp(Shipment shipment, Identity identity) {
        if (shipment.identity() == null) {
            int first = sequences.take(identity, shipment.batch().built().recordCount());
            shipment.stamp(identity, first);
        }
    }

    /// Takes a given-up batch's numbers back; false when that leaves a gap.
    boolean giveBack(Shipment shipment, Identity identity) {
        return !hasGap
                && !shipment.isAmbiguous()
                && sequences.giveBack(
                        identity, shipment.baseSequence(), shipment.batch().built().recordCount());
    }

    boolean isLingering() {
        return state instanceof LaneState.Lingering;
    }

    /// The shipments by now.
    List<Shipment> shipments() {
        return List.copyOf(shipments);
    }

    /// The shipment of a batch, if its outcome is open.
    Optional<Shipment> shipment(Batch batch) {
        return shipments.stream().filter(shipment -> shipment.batch() == batch).findFirst();
    }

    boolean isReady() {
        return state == LaneState.Ready.READY;
    }

    @Override
    public String toString() {
        return home + " " + state + " " + shipments.size();
    }
}
