package io.qanat.log.inspect;

/// How far the files of one partition claim to be finished. Immutable.
///
/// @param use who has the folder open
/// @param recoveryPoint up to here everything was on the disk, by the checkpoint
/// @param isOurs whether Qanat made the folder; in one of Apache Kafka's offsets may be missing
///   after a compaction
record PartitionTrust(FolderUse use, long recoveryPoint, boolean isOurs) {
    /// Whether a segment's files are finished.
    ///
    /// @param next the base offset of the segment after it, -1 when it is the last
    boolean isSettled(long next) {
        return use == FolderUse.CLOSED || (next >= 0 && next <= recoveryPoint);
    }

    /// Whether what follows an offset may be unfinished.
    boolean mayEndAt(long nextOffset) {
        return use != FolderUse.CLOSED && nextOffset >= recoveryPoint;
    }

    /// What an unfinished end is.
    String unfinishedEnd() {
        return switch (use) {
            case OPEN -> "being written";
            case CRASHED -> "torn by the crash, the next start cuts it off";
            case UNKNOWN, CLOSED ->
                    "being written, or torn by a crash, after which the next start cuts it off";
        };
    }
}
