package io.qanat.broker.api;

import io.qanat.broker.net.Bell;
import io.qanat.log.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who waits for new records in which partition. Thread-safe: connections hang up their bells, the
/// log writer rings them.
final class AdvanceBoard {
    private final Map<TopicPartition, Set<Bell>> bells = new ConcurrentHashMap<>();

    /// Bells that hang on the board until it is closed.
    final class Watch {
        private final Collection<TopicPartition> partitions;
        private final Bell bell;

        private Watch(Collection<TopicPartition> partitions, Bell bell) {
            this.partitions = partitions;
            this.bell = bell;
        }

        void close() {
            for (TopicPartition partition : partitions) {
                bells.computeIfPresent(
                        partition,
                        (key, waiting) -> {
                            waiting.remove(bell);
                            return waiting.isEmpty() ? null : waiting;
                        });
            }
        }
    }

    /// Has a bell rung whenever one of these partitions has new records that consumers may see.
    Watch watch(Collection<TopicPartition> partitions, Bell bell) {
        var copy = List.copyOf(partitions);
        for (TopicPartition partition : copy) {
            bells.compute(
                    partition,
                    (key, waiting) -> {
                        Set<Bell> all = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
                        all.add(bell);
                        return all;
                    });
        }
        return new Watch(copy, bell);
    }

    /// Rings for one partition. Runs on the log writer and does not block.
    void ring(TopicPartition partition) {
        Set<Bell> waiting = bells.get(partition);
        if (waiting != null) {
            waiting.forEach(Bell::ring);
        }
    }
}
