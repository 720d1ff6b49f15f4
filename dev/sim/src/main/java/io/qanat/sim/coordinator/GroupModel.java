package io.qanat.sim.coordinator;

import io.qanat.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The offsets of one group. Confined to one thread.
final class GroupModel {
    private final Map<Long, List<Long>> pending = new HashMap<>();
    private final Map<Long, Integer> epochs = new HashMap<>();
    private final List<Long> committed = new ArrayList<>();

    ErrorCode check(Stamp by) {
        return by.epoch() < epochs.getOrDefault(by.producerId(), 0)
                ? ErrorCode.INVALID_PRODUCER_EPOCH
                : ErrorCode.NONE;
    }

    /// Offsets that count when their transaction is committed.
    void add(Stamp by, List<Long> offsets) {
        epochs.put(by.producerId(), by.epoch());
        pending.computeIfAbsent(by.producerId(), id -> new ArrayList<>()).addAll(offsets);
    }

    /// Offsets that count at once.
    void commit(List<Long> offsets) {
        committed.addAll(offsets);
    }

    void mark(Stamp by, boolean commits) {
        epochs.put(by.producerId(), by.epoch());
        List<Long> ended = pending.remove(by.producerId());
        if (commits && ended != null) {
            committed.addAll(ended);
        }
    }

    /// All offsets that ever came to count, in that order.
    List<Long> committed() {
        return List.copyOf(committed);
    }
}
