package io.qanat.client.internal.regression;

import io.qanat.client.TopicPartition;
import io.qanat.record.BatchIdentity;
import org.jspecify.annotations.Nullable;

/// The numbers of a producer that gives those of a record that was given up to the next one, though
/// a broker may have the first. Confined to one thread.
final class ReusedSequence extends Numbering {
    private @Nullable BatchIdentity last;
    private boolean isGivenUp;

    /// The last record is given up.
    void giveUp() {
        isGivenUp = true;
    }

    @Override
    BatchIdentity identity(TopicPartition partition, BatchIdentity ours) {
        if (isGivenUp && last != null) {
            return last;
        }
        last = ours;
        return ours;
    }
}
