package io.qanat.client.internal.regression;

import io.qanat.client.TopicPartition;
import io.qanat.record.BatchIdentity;
import java.util.HashMap;
import java.util.Map;

/// The numbers of a producer that takes its next epoch while batches are without an answer, and
/// numbers them anew. Confined to one thread.
final class HastyEpoch extends Numbering {
    private final Map<TopicPartition, Integer> firsts = new HashMap<>();
    private int bumps;

    /// Takes the next epoch now.
    void bump() {
        bumps++;
        firsts.clear();
    }

    @Override
    BatchIdentity identity(TopicPartition partition, BatchIdentity ours) {
        int first = bumps == 0 ? 0 : firsts.computeIfAbsent(partition, each -> ours.baseSequence());
        return BatchIdentity.idempotent(
                ours.producerId(),
                (short) (ours.producerEpoch() + bumps),
                ours.baseSequence() - first);
    }
}
