package io.qanat.log;

import io.qanat.log.segment.Damage;
import io.qanat.log.segment.EpochSpans;
import io.qanat.log.segment.Misplaced;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Quarantine;
import io.qanat.log.segment.SealingException;
import io.qanat.log.segment.Segment;
import io.qanat.log.segment.SegmentScan;
import io.qanat.log.segment.SpareBatches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The repair of one segment's file: batches in wrong places are put right, damage is moved aside.
/// Confined to its caller.
final class SegmentMend {
    private final PartitionFolder folder;
    private final LogConfig config;
    private final long baseOffset;
    private final SpareBatches spare;

    /// @param spare where lost batches may stand too
    SegmentMend(PartitionFolder folder, LogConfig config, long baseOffset, SpareBatches spare) {
        this.spare = spare;
        this.folder = folder;
        this.config = config;
        this.baseOffset = baseOffset;
    }

    /// What a repair made of a segment.
    ///
    /// @param segment the segment, with new indexes that are in memory only
    /// @param findings what was wrong, one line each
    record Mended(Segment segment, List<String> findings) {}

    /// Checks a segment of the open log and repairs it.
    ///
    /// @param end the offset at which the next one begins
    /// @throws SealingException when the file was replaced and cannot be read
    Mended mended(long end, EpochSpans epochs) throws IOException {
        SegmentScan.Checked found = scan(epochs).checked(end);
        List<Damage> damages = found.damagesUntil(end, epochs.least(found.nextOffset()));
        List<String> findings =
                apply(found, damages).stream()
                        .map(finding ->
                                folder.file(baseOffset, PartitionFolder.LOG) + ": " + finding)
                        .toList();
        return new Mended(damages.isEmpty() ? found.segment() : again(end, epochs), findings);
    }

    private Segment again(long end, EpochSpans epochs) throws IOException {
        try {
            SegmentScan.Checked found = checkedAgain(scan(epochs), end);
            if (found.nextOffset() != end) {
                throw new IOException("it ends at " + found.nextOffset() + " and not at " + end);
            }
            return found.segment();
        } catch (IOException e) {
            // The log writer's open file is not the one of this name any more.
            throw new SealingException(
                    folder.file(baseOffset, PartitionFolder.LOG) + " was repaired in vain", e);
        }
    }

    /// A scan of the file as it is now.
    SegmentScan scan(EpochSpans epochs) throws IOException {
        return new SegmentScan(folder, baseOffset, config.indexIntervalBytes(), epochs);
    }

    /// Does it, and says what was wrong, one line each.
    ///
    /// @param damages those that are to be moved aside; after any, the file must be scanned again
    List<String> apply(SegmentScan.Checked found, List<Damage> damages) throws IOException {
        var quarantine = new Quarantine(folder, baseOffset, spare);
        var findings = new ArrayList<String>();
        if (!found.misplaced().isEmpty()) {
            quarantine.put(found.misplaced());
            for (Misplaced batch : found.misplaced()) {
                findings.add(batch + ", put right");
            }
        }
        if (!damages.isEmpty()) {
            findings.addAll(quarantine.take(damages, found.fileBytes()));
        }
        return findings;
    }

    /// The file after damages were moved aside.
    ///
    /// @throws IOException when it is still damaged
    SegmentScan.Checked checkedAgain(SegmentScan scan, long end) throws IOException {
        SegmentScan.Checked found = scan.checked(end);
        if (!found.damages().isEmpty() || !found.misplaced().isEmpty()) {
            throw new IOException(
                    folder.file(baseOffset, PartitionFolder.LOG)
                            + " is still damaged after its repair: "
                            + found.damages()
                            + found.misplaced());
        }
        return found;
    }
}
