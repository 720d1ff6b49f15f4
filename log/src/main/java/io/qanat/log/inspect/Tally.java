package io.qanat.log.inspect;

/// What a verification has read and found. Immutable.
///
/// @param partitions the partitions
/// @param segments the segments in them
/// @param batches the whole batches in those
/// @param bytes the bytes of all files that were read
/// @param damages the findings that are damage
/// @param notes the findings that are none
public record Tally(
        long partitions, long segments, long batches, long bytes, long damages, long notes) {
    /// Whether no damage was found.
    public boolean isSound() {
        return damages == 0;
    }
}
