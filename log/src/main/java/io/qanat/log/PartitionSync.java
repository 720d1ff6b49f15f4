package io.qanat.log;

import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/// What makes one partition's segments durable up to an offset. Made by the log writer, run by any
/// thread beside it.
///
/// @param log the partition
/// @param full segments that have their last batch, durable with their indexes afterwards
/// @param active the segment that still grows, durable at least up to the offset afterwards
/// @param indexes whether the active segment's index files are made durable too
/// @param names whether the folder's names are made durable
/// @param epochs the leader epochs that are not in their file yet
/// @param producers a snapshot of the producers, when one is due
/// @param end the offset after the last batch
record PartitionSync(
        PartitionLog log,
        List<Segment> full,
        Segment active,
        boolean indexes,
        boolean names,
        Optional<NavigableMap<Integer, Long>> epochs,
        Optional<ByteBuffer> producers,
        long end) {

    /// Does it.
    void run() throws IOException {
        for (Segment segment : full) {
            segment.sync();
            segment.syncIndexes();
        }
        active.sync();
        if (indexes) {
            active.syncIndexes();
        }
        if (epochs.isPresent()) {
            log.epochs().write(epochs.get());
        }
        // A namesake that was created meanwhile has the same folder.
        if (producers.isPresent() && !log.isDeleted()) {
            log.snapshots().write(end, producers.get());
        }
        if (names || indexes || epochs.isPresent() || producers.isPresent()) {
            PartitionFolder folder = log.folder();
            folder.disk().syncDirectory(folder.path());
        }
    }
}
