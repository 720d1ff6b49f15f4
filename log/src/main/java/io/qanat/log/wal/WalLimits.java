package io.qanat.log.wal;

/// The bounds of a write-ahead log. Immutable.
///
/// @param fileBytes the size up to which a file is filled; a larger entry has a larger file for
///   itself
/// @param filesMax the most files that may wait for the segments' syncs
public record WalLimits(int fileBytes, int filesMax) {
    /// Refuses what leaves no room for an entry, or no file to go on in while one waits.
    public WalLimits {
        if (fileBytes < WalHeader.SIZE_BYTES + WalEntry.HEADER_BYTES_MAX) {
            throw new IllegalArgumentException("walFileBytes " + fileBytes + " is too small");
        }
        if (filesMax < 2) {
            throw new IllegalArgumentException("walFilesMax " + filesMax + " is below 2");
        }
    }
}
