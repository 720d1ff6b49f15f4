package io.qanat.client.admin;

/// A place in a partition that has no number yet. Immutable.
public sealed interface OffsetSpec {
    /// The first record that is still there.
    record Earliest() implements OffsetSpec {}

    /// The end: the offset of the next record.
    record Latest() implements OffsetSpec {}

    /// The first record with this timestamp or a later one.
    ///
    /// @param timestampMillis milliseconds since 1970, not negative
    record AtTime(long timestampMillis) implements OffsetSpec {
        /// Refuses negative times, which mean something else on the wire.
        public AtTime {
            if (timestampMillis < 0) {
                throw new IllegalArgumentException("negative timestamp " + timestampMillis);
            }
        }
    }
}
