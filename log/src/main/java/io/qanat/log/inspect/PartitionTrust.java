package io.qanat.log.inspect;

/// How far the files of one partition claim to be finished. Immutable.
///
/// @param use who has the folder open
/// @param recoveryPoint up to here everything was on the disk, by the checkpoint
/// @param isOurs whether Qanat made the folder; in one of Apache Kafka's offsets may be missing
///   after a compaction
/// @param isLogged whether there is a write-ahead log, so that the next start cuts off whatever is
///   torn behind what was durable, and takes the rest from there
/// @param ahead what that has of the partition
record PartitionTrust(
        FolderUse use, long recoveryPoint, boolean isOurs, boolean isLogged, Coverage ahead) {
    /// What the next start does about what is undecided.
    static final String UNDECIDED =
            "; the next start cuts it off, the write-ahead log has what counts";

    /// The same with what the write-ahead log has.
    PartitionTrust with(Coverage coverage) {
        return new PartitionTrust(use, recoveryPoint, isOurs, isLogged, coverage);
    }

    /// Whether a segment's files are finished.
    ///
    /// @param next the base offset of the segment after it, -1 when it is the last
    boolean isSettled(long next) {
        return use == FolderUse.CLOSED || (next >= 0 && next <= recoveryPoint);
    }

    /// Whether what follows an offset may be unfinished at the end of the last segment.
    boolean mayEndAt(long nextOffset) {
        return use != FolderUse.CLOSED && nextOffset >= durableEnd();
    }

    /// Whether the next start decides what stands at an offset, wherever that is: after a power cut
    /// anything that was not synced may be torn.
    boolean isUndecided(long offset) {
        boolean mayHaveCrashed = use == FolderUse.CRASHED || use == FolderUse.UNKNOWN;
        return mayHaveCrashed && isLogged && offset >= durableEnd();
    }

    private long durableEnd() {
        return Math.max(recoveryPoint, ahead.start());
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
