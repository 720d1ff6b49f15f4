package io.qanat.log.producer;

/// What is to become of a batch that is about to be appended. Immutable.
public sealed interface Verdict {
    /// It may be written.
    record Next() implements Verdict {}

    /// It was written already.
    ///
    /// @param original the batch in the log
    record Duplicate(SequencedBatch original) implements Verdict {}

    /// A newer incarnation of its producer has written.
    ///
    /// @param knownEpoch the newer epoch
    record StaleEpoch(short knownEpoch) implements Verdict {}

    /// Batches before it are missing, or it is older than the last five.
    ///
    /// @param expectedSequence the sequence number that it should begin with
    record OutOfOrder(int expectedSequence) implements Verdict {}
}
