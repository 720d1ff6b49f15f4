package io.qanat.log.segment;

/// How much one read may take. Immutable.
///
/// @param bytesMax the most bytes
/// @param atLeastOneBatch whether the first batch is read even if it is larger
public record ReadBounds(int bytesMax, boolean atLeastOneBatch) {
    /// Takes less than nothing for nothing.
    public ReadBounds {
        bytesMax = Math.max(bytesMax, 0);
    }
}
