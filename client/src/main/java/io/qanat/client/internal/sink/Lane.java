package io.qanat.client.internal.sink;

import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.accumulator.PartitionBuffer;
import io.qanat.client.internal.cluster.PartitionMetadata;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The shipments of one partition in their order, the first of which may be on its way. Confined to
/// the client's loop.
final class Lane {
    private final PartitionBuffer home;
    private final CompletionQueue completions;
    private final ArrayDeque<Shipment> shipments = new ArrayDeque<>();
    private LaneState state = LaneState.Idle.IDLE;
    private int leaderId = PartitionMetadata.NO_LEADER;

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

    void leaderId(int id) {
        leaderId = id;
    }

    @Nullable Shipment first() {
        return shipments.peekFirst();
    }

    @Nullable Shipment last() {
        return shipments.peekLast();
    }

    void add(Shipment shipment) {
        shipments.addLast(shipment);
    }

    void remove(Shipment shipment) {
        shipments.remove(shipment);
    }

    boolean isLingering() {
        return state instanceof LaneState.Lingering;
    }

    /// The shipment of a batch, if its outcome is open.
    Optional<Shipment> shipment(Batch batch) {
        return shipments.stream().filter(shipment -> shipment.batch() == batch).findFirst();
    }

    boolean isReady() {
        return state == LaneState.Ready.READY;
    }

    boolean isSending() {
        return state == LaneState.Sending.SENDING;
    }

    @Override
    public String toString() {
        return home + " " + state + " " + shipments.size();
    }
}
