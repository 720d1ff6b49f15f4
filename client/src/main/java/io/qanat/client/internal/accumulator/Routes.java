package io.qanat.client.internal.accumulator;

import io.qanat.client.PartitionerException;
import io.qanat.client.internal.routing.Router;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The partitions of the records in a waiting room.
///
/// A partitioner of ours is asked when a record is placed. The application's is asked beforehand,
/// as the loop must not call it, and what it chose is kept. Thread-safe.
final class Routes {
    private final Router router;

    /// The topic's. Guards: chosen, isAsking.
    private final ReentrantLock lock;

    /// What the application's partitioner chose; empty without one.
    private final IdentityHashMap<Unplaced, Route> chosen = new IdentityHashMap<>();

    /// Whether the application's partitioner is being asked.
    private boolean isAsking;

    Routes(Router router, ReentrantLock lock) {
        this.router = router;
        this.lock = lock;
    }

    /// What became of the choice for one record. Immutable.
    record Route(int partition, @Nullable PartitionerException failure) {
        boolean isFailed() {
            return failure != null;
        }
    }

    /// The way of a record, or null if it is not decided. Called under the lock.
    @Nullable Route of(Unplaced record) {
        if (record.partition() != TopicBuffer.ANY) {
            return new Route(record.partition(), null);
        }
        EncodedRecord encoded = record.record();
        return router.isForeign()
                ? chosen.get(record)
                : new Route(router.choose(encoded.key(), encoded.value()), null);
    }

    /// Those that are undecided, for [#ask]; none while it is being asked for others, or while
    /// there is nothing to choose from. Called under the lock.
    List<Unplaced> takeUndecided(Collection<Unplaced> waiting) {
        if (!router.isForeign() || router.count() == 0 || isAsking) {
            return List.of();
        }
        List<Unplaced> undecided = waiting.stream().filter(record -> of(record) == null).toList();
        isAsking = !undecided.isEmpty();
        return undecided;
    }

    /// Asks the application's partitioner. Called by one thread at a time, not the loop.
    void ask(List<Unplaced> undecided) {
        undecided.forEach(record -> keep(record, choice(record.record())));
        lock.lock();
        try {
            isAsking = false;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what was chosen, as no record waits any more. Called under the lock.
    void clear() {
        chosen.clear();
    }

    private Route choice(EncodedRecord record) {
        try {
            return new Route(router.choose(record.key(), record.value()), null);
        } catch (PartitionerException e) {
            return new Route(TopicBuffer.ANY, e);
        }
    }

    private void keep(Unplaced record, Route route) {
        lock.lock();
        try {
            chosen.put(record, route);
        } finally {
            lock.unlock();
        }
    }
}
