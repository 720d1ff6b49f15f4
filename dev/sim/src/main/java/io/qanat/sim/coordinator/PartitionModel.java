package io.qanat.sim.coordinator;

import io.qanat.protocol.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One partition: its records, and what it knows of producers. Confined to one thread.
final class PartitionModel {
    private static final int REMEMBERED_BATCHES = 5;

    /// A batch that is in the log.
    private record Known(int baseSequence, int count, long offset) {}

    /// One producer's last batches.
    private static final class Producer {
        private final ArrayDeque<Known> last = new ArrayDeque<>();
        private int epoch;
        private boolean isOpen;

        private int next() {
            return last.isEmpty() ? 0 : last.getLast().baseSequence + last.getLast().count;
        }
    }

    /// A record whose transaction is open.
    private record Waiting(long producerId, long offset, String value) {}

    private final Map<Long, Producer> producers = new HashMap<>();
    private final List<Waiting> open = new ArrayList<>();
    private final Map<Long, String> committed = new TreeMap<>();
    private long end;

    /// What came of an append. Immutable.
    record Appended(ErrorCode error, long offset) {}

    /// Whether the log has a transaction of a producer that is open.
    boolean isOpen(Stamp by) {
        Producer producer = producers.get(by.producerId());
        return producer != null && producer.isOpen && producer.epoch == by.epoch();
    }

    /// Checks what needs no coordinator.
    ///
    /// @param isOfSecondVersion whether a producer that is not known has to begin at 0
    Appended check(Stamp by, int baseSequence, int count, boolean isOfSecondVersion) {
        Producer producer = producers.get(by.producerId());
        if (producer == null) {
            return new Appended(
                    isOfSecondVersion && baseSequence != 0
                            ? ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER
                            : ErrorCode.NONE,
                    -1);
        }
        if (by.epoch() < producer.epoch) {
            return new Appended(ErrorCode.INVALID_PRODUCER_EPOCH, -1);
        }
        if (by.epoch() > producer.epoch) {
            return new Appended(
                    baseSequence == 0 ? ErrorCode.NONE : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    -1);
        }
        for (Known known : producer.last) {
            if (known.baseSequence == baseSequence && known.count == count) {
                return new Appended(ErrorCode.NONE, known.offset);
            }
        }
        boolean isNext =
                producer.last.isEmpty() ? baseSequence == 0 : baseSequence == producer.next();
        return new Appended(isNext ? ErrorCode.NONE : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, -1);
    }

    /// Appends records of a transaction that has this partition.
    long append(Stamp by, int baseSequence, List<String> values) {
        Producer producer = producers.computeIfAbsent(by.producerId(), id -> new Producer());
        if (producer.epoch != by.epoch()) {
            producer.last.clear();
            producer.epoch = by.epoch();
        }
        long offset = end;
        producer.last.addLast(new Known(baseSequence, values.size(), offset));
        if (producer.last.size() > REMEMBERED_BATCHES) {
            producer.last.removeFirst();
        }
        producer.isOpen = true;
        for (String value : values) {
            open.add(new Waiting(by.producerId(), end++, value));
        }
        return offset;
    }

    /// Writes the marker of a transaction's end.
    void mark(Stamp by, boolean commits) {
        Producer producer = producers.computeIfAbsent(by.producerId(), id -> new Producer());
        if (producer.epoch != by.epoch()) {
            producer.last.clear();
            producer.epoch = by.epoch();
        }
        producer.isOpen = false;
        if (commits) {
            open.stream()
                    .filter(waiting -> waiting.producerId == by.producerId())
                    .forEach(waiting -> committed.put(waiting.offset, waiting.value));
        }
        open.removeIf(waiting -> waiting.producerId == by.producerId());
        end++;
    }

    /// What readers of committed records see once no transaction is open, in its order.
    List<String> committed() {
        return List.copyOf(committed.values());
    }

    boolean hasOpen() {
        return !open.isEmpty();
    }
}
