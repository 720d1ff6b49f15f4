package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;

/// What became of a whole batch. Immutable.
public sealed interface Fate {
    /// A topic that keeps the records' own timestamps.
    long NO_APPEND_TIME = -1;

    /// The outcome of the record at this place of the batch.
    Outcome of(String topic, int partition, int index, long timestamp);

    /// The broker has the batch.
    ///
    /// @param baseOffset the first record's offset, or -1 when it is not known
    /// @param appendTimeMillis the time of all records, or [#NO_APPEND_TIME]
    record Delivered(long baseOffset, long appendTimeMillis, Timeline timeline) implements Fate {
        @Override
        public Outcome of(String topic, int partition, int index, long timestamp) {
            return new Outcome.Delivered(
                    topic,
                    partition,
                    baseOffset < 0 ? baseOffset : baseOffset + index,
                    appendTimeMillis == NO_APPEND_TIME ? timestamp : appendTimeMillis,
                    timeline);
        }
    }

    /// Every record has the same outcome, which is not a delivery.
    record Failed(Outcome outcome) implements Fate {
        @Override
        public Outcome of(String topic, int partition, int index, long timestamp) {
            return outcome;
        }
    }
}
