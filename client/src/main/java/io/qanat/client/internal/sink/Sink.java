package io.qanat.client.internal.sink;

import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.connection.Connection;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.producer.ProducerConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The outbox of one broker: the lanes whose next batch can go to it. Confined to the client's
/// loop.
final class Sink {
    private final int brokerId;
    private final ProducerConfig config;
    private final Delivery delivery;
    private final Lanes lanes;
    private final Idempotence idempotence;
    private final Meters meters;
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();

    Sink(
            int brokerId,
            ProducerConfig config,
            Delivery delivery,
            Lanes lanes,
            Idempotence idempotence,
            Meters meters) {
        this.meters = meters;
        this.lanes = lanes;
        this.idempotence = idempotence;
        this.brokerId = brokerId;
        this.config = config;
        this.delivery = delivery;
    }

    /// Lines up a lane, behind those that are ready already.
    void add(Lane lane) {
        ready.addLast(lane);
    }

    /// Sends as many requests as the window takes.
    void drain(Cluster cluster, long nowNanos) {
        dropStrays();
        while (!ready.isEmpty()) {
            Optional<Connection> connection = cluster.connect(brokerId, nowNanos);
            if (connection.isEmpty() || isFull(connection.get())) {
                return;
            }
            List<Shipment> load = load(nowNanos);
            if (!load.isEmpty()) {
                boolean isSecondVersion = idempotence.isSecondVersion();
                var call = new ProduceCall(load, config, delivery, meters, isSecondVersion);
                connection.get().send(call, nowNanos);
                load.forEach(shipment -> lanes.arrange(shipment.lane(), nowNanos));
            }
            dropStrays();
        }
    }

    /// Without acknowledgements nothing is in flight; there a request waits for the one before it
    /// to be written.
    private boolean isFull(Connection connection) {
        return connection.inFlightCount() >= config.inFlightMax()
                || (connection.isWriting() && connection.inFlightCount() == 0);
    }

    /// The next batches of lanes, up to the size of a request, but at least one, unless all records
    /// have been cancelled. A lane that stands here twice is not taken twice: a request carries one
    /// batch of a partition at most.
    private List<Shipment> load(long nowNanos) {
        var load = new ArrayList<Shipment>();
        long sizeLeft = config.requestBytesMax();
        while (!ready.isEmpty()) {
            Shipment shipment = Objects.requireNonNull(ready.getFirst().next());
            if (shipment.batch().isVoid()) {
                delivery.voided(shipment, nowNanos);
                dropStrays();
                continue;
            }
            shipment.batch().rewrite();
            int size = shipment.batch().built().sizeInBytes();
            if (!load.isEmpty() && size > sizeLeft) {
                break;
            }
            // Records can be cancelled up to here: if one was meanwhile, look again.
            if (shipment.batch().trySeal()) {
                depart(shipment, nowNanos);
                load.add(shipment);
                sizeLeft -= size;
            }
        }
        return load;
    }

    private void depart(Shipment shipment, long nowNanos) {
        Lane lane = shipment.lane();
        idempotence.identity().ifPresent(identity -> lane.stamp(shipment, identity));
        idempotence.departs(nowNanos);
        shipment.sent(brokerId, nowNanos);
        lane.departed(nowNanos);
        lane.become(LaneState.Departing.DEPARTING);
        ready.removeFirst();
        dropStrays();
    }

    /// Drops the lanes in front that wait for something else by now, or have another leader: they
    /// must not make us connect to a broker that nobody needs.
    private void dropStrays() {
        while (!ready.isEmpty() && isStray(ready.getFirst())) {
            ready.removeFirst();
        }
    }

    private boolean isStray(Lane lane) {
        return !lane.isReady() || lane.leaderId() != brokerId;
    }
}
