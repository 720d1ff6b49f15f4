package io.qanat.log;

import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.EpochSpans;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The leader epochs of one partition: where the batches of each begin. Confined to the log writer.
///
/// The file lags behind what is in memory; it is written before anything that it says is no longer
/// found by checking batches.
final class LeaderEpochs {
    static final int NONE = -1;

    private final TextFile file;
    private final NavigableMap<Integer, Long> starts = new TreeMap<>();
    private boolean stored = true;
    private @Nullable EpochSpans spans;

    /// The epochs of a new partition.
    LeaderEpochs(TextFile file) {
        this.file = file;
    }

    /// Reads the file when there is one, and says whether it can be held against batches. What
    /// cannot is not taken.
    boolean load() throws IOException {
        if (!file.exists()) {
            return false;
        }
        EpochCheckpoint.Epochs found = EpochCheckpoint.epochs(file);
        if (found.proven()) {
            starts.putAll(found.starts());
        }
        return found.proven();
    }

    /// Forgets all, for the batches to tell it anew.
    void forget() {
        starts.clear();
        stored = false;
        spans = null;
    }

    /// What the batches must have.
    ///
    /// @param more later epochs that are known from elsewhere
    /// @param exactEnd up to this offset all epochs are known
    EpochSpans spans(Map<Integer, Long> more, long exactEnd) {
        var all = new TreeMap<>(starts);
        more.forEach((epoch, start) -> {
            if (epoch > latest()) {
                all.put(epoch, start);
            }
        });
        return EpochSpans.of(all, exactEnd);
    }

    /// What the batches of the open log have.
    EpochSpans spans() {
        EpochSpans made = spans;
        if (made == null) {
            made = EpochSpans.of(starts, Long.MAX_VALUE);
            spans = made;
        }
        return made;
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
            spans = null;
        }
    }

    /// Forgets epochs that begin at or after the end of the log.
    void cutAt(long logEnd) {
        boolean cut = starts.values().removeIf(start -> start >= logEnd);
        stored &= !cut;
        spans = null;
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
