package io.qanat.log.inspect;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The rule that leader epochs never go back along a partition, and are those of its checkpoint.
/// Confined to its caller.
///
/// The checksum of a batch does not cover its epoch. The checkpoint may lag behind the batches
/// unless the folder was closed in order.
final class EpochAgreement {
    private static final int NONE = -1;

    private final Report report;
    private final boolean mayLag;
    private final NavigableMap<Long, Integer> epochs = new TreeMap<>();
    private int latestStored = NONE;
    private int last = NONE;
    private int lastDisputed = NONE;

    /// @param starts the start offset of each epoch, by the checkpoint
    /// @param mayLag whether newer epochs than the checkpoint's are in order
    EpochAgreement(Report report, NavigableMap<Integer, Long> starts, boolean mayLag) {
        this.report = report;
        this.mayLag = mayLag;
        starts.forEach((epoch, start) -> epochs.put(start, epoch));
        if (!starts.isEmpty()) {
            latestStored = starts.lastKey();
        }
    }

    void take(Path file, StoredBatch batch) {
        int epoch = batch.leaderEpoch();
        if (epoch < last) {
            report.damage(
                    file,
                    batch.position(),
                    "the leader epoch goes back from " + last + " to " + epoch);
        } else if (!agrees(batch) && epoch != lastDisputed) {
            lastDisputed = epoch;
            report.damage(
                    file,
                    batch.position(),
                    "leader epoch "
                            + epoch
                            + " at offset "
                            + batch.baseOffset()
                            + ", by the checkpoint it is "
                            + stored(batch.baseOffset()));
        }
        last = Math.max(last, epoch);
    }

    private boolean agrees(StoredBatch batch) {
        int epoch = batch.leaderEpoch();
        return epoch == stored(batch.baseOffset()) || (mayLag && epoch > latestStored);
    }

    private int stored(long offset) {
        Map.Entry<Long, Integer> entry = epochs.floorEntry(offset);
        return entry == null ? NONE : entry.getValue();
    }
}
