package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.PurgedException;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.cluster.MetadataSnapshot;
import io.qanat.client.internal.transaction.Cargo;
import io.qanat.client.producer.Purge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All records of a producer whose outcome is open, whether they wait for their topic's partitions
/// or are in a batch. Confined to the client's loop.
final class Load implements Cargo {
    private final Accumulator accumulator;
    private final AwaitedTopics topics;
    private final Lanes lanes;
    private final Delivery delivery;

    Load(Accumulator accumulator, AwaitedTopics topics, Lanes lanes, Delivery delivery) {
        this.accumulator = accumulator;
        this.topics = topics;
        this.lanes = lanes;
        this.delivery = delivery;
    }

    /// Hears what callers did: which topics they sent to, which batches were opened, have less time
    /// than before, or have lost records.
    void hear(MetadataSnapshot snapshot, long nowNanos) {
        // Taken first: then each of them is among those that were opened by now.
        List<Batch> thinned = thinned();
        topics.advance(nowNanos);
        for (Batch batch = accumulator.nextOpened();
                batch != null;
                batch = accumulator.nextOpened()) {
            lanes.opened(batch, snapshot, nowNanos);
        }
        for (Batch batch = accumulator.nextHastened();
                batch != null;
                batch = accumulator.nextHastened()) {
            lanes.hastened(batch);
        }
        for (Batch batch : thinned) {
            lanes.shipment(batch).ifPresent(shipment -> delivery.thinned(shipment, nowNanos));
        }
    }

    private List<Batch> thinned() {
        var thinned = new ArrayList<Batch>();
        for (Batch batch = accumulator.nextThinned();
                batch != null;
                batch = accumulator.nextThinned()) {
            thinned.add(batch);
        }
        return thinned;
    }

    @Override
    public boolean isEmpty() {
        return lanes.incomplete().isEmpty() && topics.awaited().isEmpty();
    }

    @Override
    public boolean isAnyOut() {
        return lanes.isAnyOut();
    }

    /// Whether nothing is in flight, and nothing that was sent can be resolved any further.
    boolean isDrained() {
        return lanes.isDrained();
    }

    @Override
    public void hurry(long nowNanos) {
        lanes.hurry(nowNanos);
    }

    /// Lets the lanes look again at what may be sent.
    void arrange(long nowNanos) {
        lanes.all().forEach(lane -> lanes.arrange(lane, nowNanos));
    }

    @Override
    public void giveUp(ClientException cause, long nowNanos) {
        topics.giveUpAll(cause, nowNanos);
        delivery.giveUp(shipment -> !shipment.batch().isOut(), cause, nowNanos);
    }

    /// Gives up what the application does not want any more.
    void purge(Purge which, long nowNanos) {
        var cause = new PurgedException();
        if (which.isOfQueue()) {
            topics.giveUpAll(cause, nowNanos);
        }
        delivery.giveUp(
                shipment -> shipment.batch().isOut() ? which.isOfFlight() : which.isOfQueue(),
                cause,
                nowNanos);
    }

    /// Why records were given up that had no partition yet, if any were since the last call.
    Optional<ClientException> takeFailure() {
        return topics.takeFailure();
    }

    /// Gives up what is in batches, as there is no identity to be had for it.
    void refuse(ClientException cause, long nowNanos) {
        delivery.refuseAll(cause, nowNanos);
    }

    @Override
    public void renew(long nowNanos) {
        delivery.renew(nowNanos);
    }
}
