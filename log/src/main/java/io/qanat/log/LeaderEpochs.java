package io.qanat.log;

import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.TextFile;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The leader epochs of one partition: where the batches of each begin. Confined to the log writer.
///
/// The file lags behind what is in memory; it is written before anything that it says is no longer
/// found by checking batches.
final class LeaderEpochs {
    static final int NONE = -1;

    private final TextFile file;
    private final NavigableMap<Integer, Long> starts = new TreeMap<>();
    private boolean stored = true;

    /// The epochs of a new partition.
    LeaderEpochs(TextFile file) {
        this.file = file;
    }

    /// Reads the file when there is one.
    void load() throws IOException {
        if (file.exists()) {
            starts.putAll(EpochCheckpoint.read(file));
        }
    }

    /// The latest epoch, -1 when there is none.
    int latest() {
        return starts.isEmpty() ? NONE : starts.lastKey();
    }

    /// Notes that a batch of an epoch stands at an offset; the first of them counts.
    void assign(int epoch, long offset) {
        if (epoch > latest()) {
            starts.put(epoch, offset);
            stored = false;
        }
    }

    /// Forgets epochs that begin at or after the end of the log.
    void cutAt(long logEnd) {
        boolean cut = starts.values().removeIf(start -> start >= logEnd);
        stored &= !cut;
    }

    /// Writes the file when it is behind; its name is durable when the caller has synced the
    /// folder. Says whether it wrote.
    boolean store() throws IOException {
        if (stored) {
            return false;
        }
        EpochCheckpoint.write(file, starts);
        stored = true;
        return true;
    }

    /// What is not in the file yet, for [#write(NavigableMap)]; empty when all is.
    Optional<NavigableMap<Integer, Long>> unstored() {
        return stored ? Optional.empty() : Optional.of(new TreeMap<>(starts));
    }

    /// Writes epochs to the file, on any thread.
    void write(NavigableMap<Integer, Long> epochs) throws IOException {
        EpochCheckpoint.write(file, epochs);
    }

    /// Notes that the file has these epochs.
    void written(NavigableMap<Integer, Long> epochs) {
        stored = starts.equals(epochs);
    }

    /// Adds what the batches themselves say.
    void assignAll(Map<Integer, Long> found) {
        found.forEach(this::assign);
    }
}
