package io.qanat.broker.topics;

import io.qanat.log.TopicPartition;

/// A partition folder of one topic stands where another topic's belongs: the data folder was mixed
/// by hand.
public final class TopicConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicConflictException(TopicPartition partition) {
        super(
                "the folder "
                        + partition
                        + " belongs to another topic than the one of that name: move it out of the data folder");
    }
}
