package io.qanat.log.wal;

/// An undamaged entry that was found in a file. Immutable.
///
/// @param round the round that it is part of
/// @param position where in the file it begins
/// @param entry its header
public record FoundEntry(WalRound round, long position, WalEntry entry) {
    long batchesAt() {
        return position + entry.headerBytes();
    }
}
