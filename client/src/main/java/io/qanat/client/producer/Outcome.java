package io.qanat.client.producer;

import io.qanat.client.ClientException;

/// What became of one record.
public sealed interface Outcome {
    /// The record is in the log, as far as the acknowledgement asked for goes. Immutable.
    ///
    /// @param offset -1 when nothing was to be acknowledged, or when the broker does not tell
    /// @param timestamp milliseconds since 1970: the record's own, or the broker's if the topic
    ///   says so
    record Delivered(String topic, int partition, long offset, long timestamp) implements Outcome {
        @Override
        public Delivered orThrow() {
            return this;
        }
    }

    /// The record is not in the log, and will not come to be there. Sending it again is safe.
    /// Immutable.
    record NotPersisted(ClientException cause) implements Outcome {
        @Override
        public Delivered orThrow() {
            throw cause;
        }
    }

    /// The record may or may not be in the log. Sending it again may store it twice. Immutable.
    record PossiblyPersisted(ClientException cause) implements Outcome {
        @Override
        public Delivered orThrow() {
            throw cause;
        }
    }

    /// The delivery.
    ///
    /// @throws ClientException the cause, when there is none
    Delivered orThrow();

    /// Whether the record is delivered.
    default boolean isDelivered() {
        return this instanceof Delivered;
    }

    /// Whether sending the record again cannot store it twice.
    default boolean isSafeToRetry() {
        return this instanceof NotPersisted;
    }
}
