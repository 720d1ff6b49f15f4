package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.accumulator.PartitionBuffer;
import io.qanat.client.internal.cluster.MetadataSnapshot;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.producer.ProducerConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lanes of all partitions that have had a batch, and the rules by which they move. Confined to
/// the client's loop.
final class Lanes {
    private final ProducerConfig config;
    private final Completions completions;
    private final Compressor compressor;
    private final LaneEvents events;
    private final Idempotence idempotence;
    private final Map<PartitionBuffer, Lane> lanes = new LinkedHashMap<>();
    private final Alarms alarms = new Alarms();
    private final Incomplete incomplete = new Incomplete();

    /// Shipments up to this number do not linger.
    private long hurriedUpTo;

    Lanes(
            ProducerConfig config,
            Completions completions,
            Compressor compressor,
            LaneEvents events,
            Idempotence idempotence) {
        this.config = config;
        this.idempotence = idempotence;
        this.completions = completions;
        this.compressor = compressor;
        this.events = events;
    }

    Incomplete incomplete() {
        return incomplete;
    }

    Collection<Lane> all() {
        return lanes.values();
    }

    /// A batch was opened: the one before it is full.
    void opened(Batch batch, MetadataSnapshot snapshot, long nowNanos) {
        Lane lane = lanes.get(batch.home());
        if (lane == null) {
            lane = new Lane(batch.home(), completions.newQueue(batch.home().topic()));
            lead(lane, snapshot);
            lanes.put(batch.home(), lane);
        }
        Shipment before = lane.last();
        var shipment = new Shipment(batch, lane, incomplete.nextNumber());
        incomplete.add(shipment);
        lane.add(shipment);
        if (before != null) {
            gathered(before, nowNanos);
        }
        if (before != null && before.batch().isCompressed() && !before.batch().isTorn()) {
            build(before);
        }
        if (lane.state() instanceof LaneState.Idle || lane.state() instanceof LaneState.Lingering) {
            arrange(lane, nowNanos);
        }
    }

    /// A batch got a record with less time than the first one.
    void hastened(Batch batch) {
        shipment(batch)
                .filter(shipment -> batch.firstDeadlineNanos() - shipment.expiryNanos() < 0)
                .ifPresent(shipment -> incomplete.expireAt(shipment, batch.firstDeadlineNanos()));
    }

    /// The shipment of a batch, if it was heard of and its outcome is open.
    Optional<Shipment> shipment(Batch batch) {
        Lane lane = lanes.get(batch.home());
        return lane == null ? Optional.empty() : lane.shipment(batch);
    }

    /// Lets nothing linger that has come so far.
    void hurry(long nowNanos) {
        hurriedUpTo = incomplete.lastNumber();
        for (Lane lane : alarms.lanes()) {
            if (lane.state() instanceof LaneState.Lingering) {
                arrange(lane, nowNanos);
            }
        }
    }

    /// Lets nothing of a topic linger that has come so far.
    void hurry(String topic, long nowNanos) {
        for (Lane lane : lanes.values()) {
            if (lane.home().topic().equals(topic)) {
                lane.hurryUpTo(incomplete.lastNumber());
                if (lane.state() instanceof LaneState.Lingering) {
                    arrange(lane, nowNanos);
                }
            }
        }
    }

    /// Looks at the lanes whose time has come.
    void advance(long nowNanos) {
        for (Lane lane = alarms.nextDue(nowNanos); lane != null; lane = alarms.nextDue(nowNanos)) {
            arrange(lane, nowNanos);
        }
    }

    long nextNanos(long otherwise) {
        return alarms.nextNanos(otherwise);
    }

    /// Takes the leaders that are known now.
    void lead(MetadataSnapshot snapshot, long nowNanos) {
        for (Lane lane : lanes.values()) {
            int before = lane.leaderId();
            lead(lane, snapshot);
            if (lane.isReady() && lane.leaderId() != before) {
                arrange(lane, nowNanos);
            }
        }
    }

    /// Decides what the next batch of a lane waits for.
    void arrange(Lane lane, long nowNanos) {
        Shipment next = lane.next();
        if (next == null) {
            lane.become(LaneState.Idle.IDLE);
        } else if (lane.isPausedAt(nowNanos)) {
            await(lane, new LaneState.Pausing(lane.pausedUntilNanos()), lane.pausedUntilNanos());
        } else if (lane.isFull(windowMax())) {
            lane.become(LaneState.Full.FULL);
        } else if (lingers(next, nowNanos)) {
            long untilNanos = lingerEndNanos(next);
            await(lane, new LaneState.Lingering(untilNanos), untilNanos);
        } else {
            prepare(lane, next, nowNanos);
        }
    }

    private void await(Lane lane, LaneState state, long untilNanos) {
        if (!lane.state().equals(state)) {
            lane.become(state);
            alarms.set(lane, untilNanos);
        }
    }

    private boolean lingers(Shipment next, long nowNanos) {
        return lingerEndNanos(next) - nowNanos > 0
                && next.number() > hurriedUpTo
                && !next.lane().isHurried(next)
                && next.lane().home().isOpen(next.batch());
    }

    private void prepare(Lane lane, Shipment next, long nowNanos) {
        lane.home().close(next.batch());
        gathered(next, nowNanos);
        if (next.batch().isTorn()) {
            events.unbuildable(next, new IllegalStateException("cut off by a failure"), nowNanos);
            arrange(lane, nowNanos);
            return;
        }
        build(next);
        if (next.isBuilding()) {
            lane.become(LaneState.Building.BUILDING);
        } else if (mayBeSent(lane, next)) {
            lane.become(LaneState.Ready.READY);
            events.ready(lane);
        } else {
            lane.become(LaneState.Unidentified.UNIDENTIFIED);
        }
    }

    /// While an identity is drained, only what can be resolved under it is sent.
    private boolean mayBeSent(Lane lane, Shipment next) {
        return idempotence.isOff()
                || (idempotence.isKnown() && events.isEnrolled(lane))
                || (idempotence.isDraining()
                        && !lane.hasGap()
                        && lane.isUnresolved()
                        && next.identity() != null);
    }

    /// Records were given up, all for one reason.
    void givenUp(ClientException cause) {
        events.givenUp(cause);
    }

    /// Whether any request that carries a batch is without an answer.
    boolean isAnyOut() {
        return lanes.values().stream().anyMatch(Lane::isAnyOut);
    }

    private int windowMax() {
        return idempotence.isOff() ? 1 : config.inFlightMax();
    }

    /// A batch with sequence numbers is given up without an acknowledgement.
    void lost(Shipment shipment, Identity identity) {
        if (!shipment.lane().giveBack(shipment, identity)) {
            shipment.lane().tear();
            idempotence.doubt(identity, false);
        }
    }

    /// Whether nothing is in flight, and nothing that was sent can be resolved any further.
    boolean isDrained() {
        return lanes.values().stream()
                .allMatch(lane -> !lane.isAnyOut() && (lane.hasGap() || !lane.isUnresolved()));
    }

    /// Has a closed batch built: here, or away from the loop when that takes long.
    private void build(Shipment shipment) {
        if (shipment.isBuilding() || shipment.batch().isBuilt()) {
            return;
        }
        if (shipment.batch().isCompressed()) {
            away(
                    shipment,
                    shipment.batch()::build,
                    (failure, nowNanos) -> built(shipment, failure, nowNanos));
        } else {
            shipment.batch().build();
        }
    }

    /// Has something done with a shipment's batch away from the loop. Until then the batch is not
    /// sent, and not freed.
    void away(Shipment shipment, Runnable work, Compressor.Done onDone) {
        shipment.building(true);
        compressor.work(
                work,
                (failure, nowNanos) -> {
                    shipment.building(false);
                    onDone.done(failure, nowNanos);
                });
    }

    /// Has the parts of a shipment take its place.
    void replace(Shipment whole, List<Shipment> parts) {
        whole.lane().replace(whole, parts);
        incomplete.replace(whole, parts);
    }

    private void built(Shipment shipment, @Nullable RuntimeException failure, long nowNanos) {
        if (shipment.isSettled()) {
            events.released(shipment);
        } else if (failure != null) {
            events.unbuildable(shipment, failure, nowNanos);
        }
        if (shipment.lane().state() == LaneState.Building.BUILDING) {
            arrange(shipment.lane(), nowNanos);
        }
    }

    private long lingerEndNanos(Shipment shipment) {
        return shipment.batch().createdNanos() + config.linger().toNanos();
    }

    /// What a batch waits for longer than it may linger is not further records.
    private void gathered(Shipment shipment, long nowNanos) {
        long lingerEndNanos = lingerEndNanos(shipment);
        shipment.journey().gathered(lingerEndNanos - nowNanos < 0 ? lingerEndNanos : nowNanos);
    }

    private static void lead(Lane lane, MetadataSnapshot snapshot) {
        lane.leaderId(
                snapshot.partition(lane.home().topic(), lane.home().partition())
                        .map(PartitionMetadata::leaderId)
                        .orElse(PartitionMetadata.NO_LEADER));
    }
}
