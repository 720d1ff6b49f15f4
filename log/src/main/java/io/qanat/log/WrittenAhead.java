package io.qanat.log;

import io.qanat.log.segment.GapBatch;
import io.qanat.log.wal.FoundEntry;
import io.qanat.log.wal.WalScan;
import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What the write-ahead log of a folder has of each partition, for an opening after a crash.
/// Confined to the opening thread.
final class WrittenAhead {
    private final WalScan scan;
    private final Findings findings;
    private final Map<String, List<FoundEntry>> entriesByPartition = new HashMap<>();

    WrittenAhead(WalScan scan, Findings findings) {
        this.scan = scan;
        this.findings = findings;
        for (FoundEntry found : scan.entries()) {
            String partition = found.entry().address().toString();
            entriesByPartition.computeIfAbsent(partition, name -> new ArrayList<>()).add(found);
        }
        scan.damages()
                .forEach(damage ->
                        findings.add(
                                damage.path(),
                                (damage.toLsn() - damage.fromLsn())
                                        + " bytes before position "
                                        + damage.position()
                                        + " are damaged or missing"));
    }

    /// Whether the folder has a write-ahead log.
    boolean exists() {
        return scan.exists();
    }

    /// Whether it has entries for a partition of this name.
    boolean names(String partition) {
        return entriesByPartition.containsKey(partition);
    }

    /// The id of a partition's topic according to its latest entry; the given one when it has none.
    UUID latestTopicId(String partition, UUID otherwise) {
        List<FoundEntry> entries = entriesByPartition.getOrDefault(partition, List.of());
        return entries.isEmpty() ? otherwise : entries.getLast().entry().address().topicId();
    }

    /// What there is of a partition; entries for a deleted topic of the same name are left out.
    Tail tail(String partition, UUID topicId) {
        List<FoundEntry> entries =
                entriesByPartition.getOrDefault(partition, List.of()).stream()
                        .filter(found -> found.entry().address().topicId().equals(topicId))
                        .toList();
        return new Tail(scan.exists(), entries);
    }

    /// What the write-ahead log has of one partition.
    ///
    /// @param logged whether the folder has a write-ahead log at all, so that what it lacks was not
    ///   acknowledged or is durable in the segments
    /// @param entries in their order
    record Tail(boolean logged, List<FoundEntry> entries) {
        boolean isEmpty() {
            return entries.isEmpty();
        }

        /// Up to here the batches were durable before the write-ahead log took over; 0 when it has
        /// none of this partition.
        long start() {
            return entries.isEmpty() ? 0 : entries.getFirst().entry().baseOffset();
        }

        /// The leader epochs of its batches, with the first offset of each.
        Map<Integer, Long> epochs() {
            var epochs = new TreeMap<Integer, Long>();
            for (FoundEntry found : entries) {
                epochs.putIfAbsent(found.entry().leaderEpoch(), found.entry().baseOffset());
            }
            return epochs;
        }

        /// The offset after its last batch; 0 when there is none.
        long end() {
            return entries.isEmpty() ? 0 : entries.getLast().entry().lastOffset() + 1;
        }
    }

    /// Gives a partition's segments what they lack.
    void redo(PartitionLog log, Tail tail) throws IOException {
        for (FoundEntry found : tail.entries()) {
            if (found.entry().lastOffset() >= log.logEnd()) {
                restore(log, found);
            }
        }
    }

    private void restore(PartitionLog log, FoundEntry found) throws IOException {
        ByteBuffer batches = scan.batches(found);
        while (batches.hasRemaining()) {
            RecordBatch batch = RecordBatch.next(batches);
            if (batch.lastOffset() < log.logEnd()) {
                continue;
            }
            if (batch.baseOffset() > log.logEnd()) {
                bridge(log, batch);
            }
            log.restore(batch);
        }
    }

    /// Offsets that were given once are not given again, even when their records are lost.
    private void bridge(PartitionLog log, RecordBatch batch) throws IOException {
        Path folder = log.folder().path();
        findings.add(
                folder,
                "the records from offset "
                        + log.logEnd()
                        + " to "
                        + batch.baseOffset()
                        + " are missing in the segments and in the write-ahead log");
        ByteBuffer gap =
                GapBatch.of(log.logEnd(), batch.baseOffset(), Math.max(log.latestEpoch(), 0));
        log.restore(RecordBatch.of(gap));
    }
}
