package io.qanat.client.internal.sink;

import io.qanat.client.internal.cluster.PartitionMetadata;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The brokers that have taken nothing for too long although batches are ready for them: what can
/// go elsewhere should (KIP-794). Confined to the client's loop.
final class Stalls {
    private final long timeoutNanos;
    private final long lingerNanos;
    private Set<Integer> brokers = Set.of();

    /// When brokers that wait become stalled, by broker; those that are stalled are not in it.
    private final Map<Integer, Long> dueNanos = new HashMap<>();

    /// @param timeout zero for never
    Stalls(Duration timeout, Duration linger) {
        this.timeoutNanos = timeout.toNanos();
        this.lingerNanos = linger.toNanos();
    }

    /// The ids of those that are stalled.
    Set<Integer> brokers() {
        return brokers;
    }

    /// Looks at all lanes; returns whether others are stalled now.
    boolean advance(Collection<Lane> lanes, long nowNanos) {
        if (timeoutNanos == 0) {
            return false;
        }
        dueNanos.clear();
        Map<Integer, Long> departures = latestByBroker(lanes);
        for (Lane lane : lanes) {
            Shipment next = lane.next();
            Long departed = departures.get(lane.leaderId());
            if (next != null && lane.leaderId() != PartitionMetadata.NO_LEADER) {
                long readyNanos = next.journey().readyNanos(lingerNanos);
                long sinceNanos =
                        departed != null && departed - readyNanos > 0 ? departed : readyNanos;
                dueNanos.merge(lane.leaderId(), sinceNanos + timeoutNanos, Stalls::earlier);
            }
        }
        var stalled = new HashSet<Integer>();
        dueNanos.forEach((broker, due) -> {
            if (due - nowNanos <= 0) {
                stalled.add(broker);
            }
        });
        dueNanos.keySet().removeAll(stalled);
        boolean isNew = !stalled.equals(brokers);
        brokers = Set.copyOf(stalled);
        return isNew;
    }

    /// When the next broker will be stalled if it takes nothing.
    long nextNanos(long otherwise) {
        long next = otherwise;
        for (long due : dueNanos.values()) {
            next = earlier(next, due);
        }
        return next;
    }

    private static Map<Integer, Long> latestByBroker(Collection<Lane> lanes) {
        var latest = new HashMap<Integer, Long>();
        for (Lane lane : lanes) {
            if (lane.hasDeparted()) {
                latest.merge(
                        lane.leaderId(),
                        lane.departedNanos(),
                        (one, other) -> one - other > 0 ? one : other);
            }
        }
        return latest;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
