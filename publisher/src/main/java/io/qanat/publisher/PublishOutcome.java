package io.qanat.publisher;

/// What became of one event.
///
/// Every event gets exactly one outcome, and it is final.
public sealed interface PublishOutcome {
    /// The event is stored, as surely as the adapter was told to make sure. Immutable.
    ///
    /// @param offset its place in the partition; -1 when nobody told
    record Published(String topic, int partition, long offset) implements PublishOutcome {
        @Override
        public Published orThrow() {
            return this;
        }
    }

    /// The event is not stored, and will not come to be. Publishing it again cannot store it twice.
    /// Immutable.
    record NotPublished(PublisherException cause) implements PublishOutcome {
        @Override
        public Published orThrow() {
            throw cause;
        }
    }

    /// The event may be stored or not, or may still come to be. Publishing it again may store it
    /// twice. Immutable.
    record PossiblyPublished(PublisherException cause) implements PublishOutcome {
        @Override
        public Published orThrow() {
            throw cause;
        }
    }

    /// The place of the event.
    ///
    /// @throws PublisherException the cause, when it is not known to be stored
    Published orThrow();

    /// Whether the event is stored.
    default boolean isPublished() {
        return this instanceof Published;
    }

    /// Whether the application may publish the event again: that cannot store it twice, and it may
    /// succeed.
    default boolean safeToRetry() {
        return this instanceof NotPublished refused && refused.cause().isRetriable();
    }
}
