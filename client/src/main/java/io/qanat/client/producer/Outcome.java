package io.qanat.client.producer;

import io.qanat.client.ClientException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What became of one record.
///
/// Every record gets exactly one outcome, and it is final: what is `NotPersisted` never comes to be
/// in the log afterwards.
public sealed interface Outcome {
    /// The record is in the log, as far as the acknowledgement asked for goes. Immutable.
    ///
    /// @param offset -1 when nothing was to be acknowledged, or when the broker does not tell
    /// @param timestamp milliseconds since 1970: the record's own, or the broker's if the topic
    ///   says so
    record Delivered(String topic, int partition, long offset, long timestamp, Timeline timeline)
            implements Outcome {
        /// A delivery of which only the place is told.
        public Delivered(String topic, int partition, long offset, long timestamp) {
            this(topic, partition, offset, timestamp, Timeline.NONE);
        }

        @Override
        public Delivered orThrow() {
            return this;
        }

        /// Equal when it is the same record in the same place; the way there does not count.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Delivered delivered
                    && topic.equals(delivered.topic)
                    && partition == delivered.partition
                    && offset == delivered.offset
                    && timestamp == delivered.timestamp;
        }

        @Override
        public int hashCode() {
            return Objects.hash(topic, partition, offset, timestamp);
        }
    }

    /// The record is not in the log, and will not come to be there. Sending it again cannot store
    /// it twice. Immutable.
    record NotPersisted(ClientException cause, Timeline timeline) implements Outcome {
        @Override
        public Delivered orThrow() {
            throw cause;
        }
    }

    /// The record may or may not be in the log, or may still come to be there. Sending it again may
    /// store it twice. Immutable.
    record PossiblyPersisted(ClientException cause, Timeline timeline) implements Outcome {
        @Override
        public Delivered orThrow() {
            throw cause;
        }
    }

    /// The delivery.
    ///
    /// @throws ClientException the cause, when there is none
    Delivered orThrow();

    /// The record's way to this outcome.
    Timeline timeline();

    /// The outcome and the way to it in a few lines of text, for people.
    default String explain() {
        return Explanation.of(this);
    }

    /// Whether the record is delivered.
    default boolean isDelivered() {
        return this instanceof Delivered;
    }

    /// Whether the application may send the record again: that cannot store it twice, and it may
    /// succeed.
    ///
    /// So for a record that is `NotPersisted` for a reason that can pass, as a full buffer or a
    /// time that was over; not for one that is too large or that the producer may not write. Never
    /// for `PossiblyPersisted`: a record that is sent again is a new one, whose copy in the log no
    /// broker recognises, with idempotence or without.
    default boolean safeToRetry() {
        return this instanceof NotPersisted refused && refused.cause().isRetriable();
    }
}
