package io.qanat.log.wal;

import java.util.List;

/// Where a write-ahead log that an opening found goes on. Immutable, but for the files.
///
/// @param live the files with entries that may not be in the segments, in the order of their rounds
/// @param free the files of which nothing is needed
/// @param filesCreated the number in the name of the next new file
/// @param gap what is skipped between the last entry that counts and the next one
/// @param checkpointLsn the LSN before which nothing is needed
record WalEnd(
        List<WalFile> live, List<WalFile> free, int filesCreated, WalGap gap, long checkpointLsn) {}
