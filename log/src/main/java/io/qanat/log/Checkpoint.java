package io.qanat.log;

import io.qanat.log.disk.NoSpaceException;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One step by which the segments catch up with the write-ahead log. Made by the log writer, run
/// once by any thread beside it, then looked at by the log writer again.
///
/// The order is what makes it safe: segments first, then the file that says how far they can be
/// trusted, and only when both are durable is the write-ahead log's file free.
final class Checkpoint {
    /// How it ended.
    sealed interface Outcome {
        /// All of it is durable.
        record Complete() implements Outcome {}

        /// The disk was full: nothing is lost, it must be tried again.
        record Postponed() implements Outcome {}

        /// A sync failed.
        ///
        /// @param logs the partitions, none when it was not one's
        /// @param cause why nothing more may be written, unless all of them were deleted meanwhile
        record Failed(List<PartitionLog> logs, LogException cause) implements Outcome {}
    }

    private final long lsn;
    private final List<PartitionSync> partitions;
    private final FolderFiles files;
    private final FolderFiles.Offsets offsets;
    private Outcome outcome = new Outcome.Postponed();

    /// @param lsn the LSN before which nothing is missing in the segments afterwards
    /// @param offsets what is to be noted of all partitions
    Checkpoint(
            long lsn,
            List<PartitionSync> partitions,
            FolderFiles files,
            FolderFiles.Offsets offsets) {
        this.lsn = lsn;
        this.partitions = partitions;
        this.files = files;
        this.offsets = offsets;
    }

    /// Syncs the partitions and notes that. How it ended is for the log writer.
    void run(Crew crew) {
        Queue<PartitionLog> failed = new ConcurrentLinkedQueue<>();
        try {
            crew.forEach(partitions, partition -> sync(partition, failed));
            files.checkpoint(offsets);
            outcome = new Outcome.Complete();
        } catch (NoSpaceException e) {
            Notices.warn("checkpoint not written for now folder=" + files.path(), e);
        } catch (IOException e) {
            outcome = new Outcome.Failed(List.copyOf(failed), new LogSealedException(e));
        }
    }

    private static void sync(PartitionSync partition, Queue<PartitionLog> failed)
            throws IOException {
        boolean synced = false;
        try {
            partition.run();
            synced = true;
        } finally {
            if (!synced) {
                failed.add(partition.log());
            }
        }
    }

    /// Notes a defect of ours that ended the run.
    void failed(Throwable cause) {
        outcome = new Outcome.Failed(List.of(), new LogSealedException(cause));
    }

    long lsn() {
        return lsn;
    }

    List<PartitionSync> partitions() {
        return partitions;
    }

    /// How it ended.
    Outcome outcome() {
        return outcome;
    }
}
