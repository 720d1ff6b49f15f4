package io.qanat.client.internal.scripted;

import io.qanat.protocol.ErrorCode;
import io.qanat.record.RecordBatch;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// What one partition knows of the producers that wrote to it: an epoch, and the last five batches.
final class ScriptedSequences {
    private static final int REMEMBERED_MAX = 5;

    private record Known(int baseSequence, int lastSequence, long baseOffset) {}

    private static final class Producer {
        private short epoch = -1;
        private final ArrayDeque<Known> batches = new ArrayDeque<>();
    }

    private final Map<Long, Producer> producers = new HashMap<>();

    /// Where a batch is that came before.
    OptionalLong offsetOf(RecordBatch batch) {
        Producer producer = producers.get(batch.producerId());
        if (producer == null || producer.epoch != batch.producerEpoch()) {
            return OptionalLong.empty();
        }
        return producer.batches.stream()
                .filter(known -> known.baseSequence == batch.baseSequence())
                .filter(known -> known.lastSequence == lastSequence(batch))
                .mapToLong(Known::baseOffset)
                .findFirst();
    }

    /// Whether a batch may be appended.
    ErrorCode check(RecordBatch batch) {
        Producer producer = producers.get(batch.producerId());
        if (producer == null) {
            // As brokers do that may have dropped what they knew.
            return ErrorCode.NONE;
        }
        if (batch.producerEpoch() < producer.epoch) {
            return ErrorCode.INVALID_PRODUCER_EPOCH;
        }
        int due =
                batch.producerEpoch() > producer.epoch
                        ? 0
                        : (producer.batches.getLast().lastSequence + 1) & Integer.MAX_VALUE;
        return batch.baseSequence() == due
                ? ErrorCode.NONE
                : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
    }

    /// Notes a batch that was appended.
    void append(RecordBatch batch, long baseOffset) {
        Producer producer = producers.computeIfAbsent(batch.producerId(), id -> new Producer());
        if (producer.epoch != batch.producerEpoch()) {
            producer.batches.clear();
            producer.epoch = batch.producerEpoch();
        }
        producer.batches.addLast(new Known(batch.baseSequence(), lastSequence(batch), baseOffset));
        if (producer.batches.size() > REMEMBERED_MAX) {
            producer.batches.removeFirst();
        }
    }

    private static int lastSequence(RecordBatch batch) {
        return (batch.baseSequence() + batch.recordCount() - 1) & Integer.MAX_VALUE;
    }

    /// Forgets everything.
    void clear() {
        producers.clear();
    }
}
