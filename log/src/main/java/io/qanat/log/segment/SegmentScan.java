package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The reading of a segment that was found on the disk. Confined to the thread that opens the log,
/// or to the log writer.
public final class SegmentScan {
    private final Segment segment;
    private final EpochSpans spans;
    private final long fileBytes;
    private final NavigableMap<Integer, Long> epochs = new TreeMap<>();

    /// The outcome of checking every batch.
    ///
    /// @param segment what the batches before the first damage are, those in wrong places as if
    ///   they were put right
    /// @param fileBytes the size of the file
    /// @param nextOffset the offset after the last whole batch of the file
    /// @param damages the parts of the file that hold no whole batch
    /// @param misplaced the batches of which only the place is wrong
    /// @param contradictsEpochs whether the batches agree against the epochs that were expected
    public record Checked(
            Segment segment,
            long fileBytes,
            long nextOffset,
            List<Damage> damages,
            List<Misplaced> misplaced,
            boolean contradictsEpochs) {
        /// Whether all there is after the last whole batch is one damage, as a crash leaves it.
        public boolean hasTornTail() {
            return damages.size() == 1 && damages.getFirst().to() == fileBytes;
        }

        /// The damages, given that the segment reaches to an offset.
        ///
        /// @param leaderEpoch the epoch at the end
        public List<Damage> damagesUntil(long end, int leaderEpoch) {
            var all = new ArrayList<>(damages);
            if (nextOffset < end) {
                boolean torn = !all.isEmpty() && all.getLast().to() == fileBytes;
                all.add(
                        torn
                                ? all.removeLast().resumedAt(end)
                                : new Damage(
                                        fileBytes,
                                        fileBytes,
                                        nextOffset,
                                        end,
                                        leaderEpoch,
                                        "batches missing"));
            }
            return all;
        }
    }

    /// A scan of the segment that begins at an offset.
    ///
    /// @param spans the epochs that its batches must have
    public SegmentScan(
            PartitionFolder folder, long baseOffset, int indexIntervalBytes, EpochSpans spans)
            throws IOException {
        this.segment = Segment.unread(folder, baseOffset, indexIntervalBytes);
        this.spans = spans;
        try (DiskFile file =
                folder.disk()
                        .open(folder.file(baseOffset, PartitionFolder.LOG), Disk.Access.READ)) {
            this.fileBytes = file.sizeInBytes();
        }
    }

    /// Trusts the files of the segment: a walk from the last indexed batch tells the rest. Empty
    /// when the files contradict each other.
    public Optional<Segment> trusted() throws IOException {
        boolean holds =
                fileBytes <= Integer.MAX_VALUE
                        && segment.resume((int) fileBytes)
                        && walkTo(Long.MAX_VALUE);
        segment.reader().release();
        return holds ? Optional.of(segment) : Optional.empty();
    }

    /// Walks over whole headers to an offset or the end; false when they do not lead there.
    private boolean walkTo(long end) throws IOException {
        var walk = new HeaderWalk(segment.reader().file(), segment.sizeInBytes(), fileBytes);
        // An index names its batch by the last offset, which was compared.
        boolean indexed = segment.sizeInBytes() > 0;
        while (walk.position() < fileBytes && segment.nextOffset() < end) {
            Optional<BatchHeader> header = walk.peek();
            if (header.isEmpty()) {
                return false;
            }
            long offset = indexed ? header.get().baseOffset() : segment.nextOffset();
            indexed = false;
            if (!header.get().problem(segment.baseOffset(), offset, spans).isEmpty()
                    || header.get().sizeInBytes() > fileBytes - walk.position()) {
                return false;
            }
            walk.skip(header.get());
            take(header.get());
        }
        return true;
    }

    /// Trusts nothing: every batch is checked, and the indexes are made anew.
    ///
    /// @param end the offset at which the next segment begins, -1 when that is not known
    public Checked checked(long end) throws IOException {
        return checkedOnwards(end);
    }

    /// Trusts what a checkpoint has made durable, and checks every batch behind it. Empty when the
    /// files contradict what the checkpoint says.
    ///
    /// @param durableEnd the offset up to which the batches are durable
    /// @param indexedEnd the offset up to which the index files are
    public Optional<Checked> checkedFrom(long durableEnd, long indexedEnd, long end)
            throws IOException {
        boolean holds =
                fileBytes <= Integer.MAX_VALUE
                        && segment.resumeBelow((int) fileBytes, indexedEnd)
                        && walkTo(durableEnd)
                        && segment.nextOffset() == durableEnd;
        segment.reader().release();
        return holds ? Optional.of(checkedOnwards(end)) : Optional.empty();
    }

    private Checked checkedOnwards(long end) throws IOException {
        var check = new BatchCheck(segment.reader().file(), segment.baseOffset(), fileBytes);
        var diagnosis = new Diagnosis(check, spans);
        var damages = new ArrayList<Damage>();
        var misplaced = new ArrayList<Misplaced>();
        long position = segment.sizeInBytes();
        long offset = segment.nextOffset();
        int epoch = epochs.isEmpty() ? spans.least(offset) : epochs.lastKey();
        while (position < fileBytes) {
            Optional<BatchHeader> header =
                    switch (diagnosis.at(position, offset, epoch, end)) {
                        case Diagnosis.Remedy.Keep keep -> Optional.of(keep.header());
                        case Diagnosis.Remedy.Replace replace -> {
                            misplaced.add(replace.batch());
                            yield Optional.of(replace.header());
                        }
                        case Diagnosis.Remedy.Remove remove -> {
                            damages.add(remove.damage());
                            yield Optional.empty();
                        }
                    };
            if (header.isEmpty()) {
                position = damages.getLast().to();
                offset = damages.getLast().resumedOffset();
                continue;
            }
            if (damages.isEmpty()) {
                take(header.get());
            }
            epoch = header.get().leaderEpoch();
            offset = header.get().nextOffset();
            position += header.get().sizeInBytes();
        }
        segment.reader().release();
        return new Checked(
                segment, fileBytes, offset, damages, misplaced, diagnosis.contradicted());
    }

    private void take(BatchHeader header) {
        epochs.putIfAbsent(header.leaderEpoch(), header.baseOffset());
        segment.take(header);
    }

    /// The offset of the first batch of each leader epoch, among the batches that were walked over.
    public NavigableMap<Integer, Long> epochs() {
        return epochs;
    }
}
