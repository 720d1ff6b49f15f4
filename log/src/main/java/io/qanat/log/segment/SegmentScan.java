package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The reading of a segment that was found on the disk. Confined to the thread that opens the log.
public final class SegmentScan {
    private final Segment segment;
    private final long fileBytes;
    private final NavigableMap<Integer, Long> epochs = new TreeMap<>();

    /// The outcome of checking every batch.
    ///
    /// @param segment what the batches before the first damage are
    /// @param fileBytes the size of the file
    /// @param damages the parts of the file that hold no whole batch
    public record Checked(Segment segment, long fileBytes, List<Damage> damages) {
        /// Whether all there is after the last whole batch is one damage, as a crash leaves it.
        public boolean hasTornTail() {
            return damages.size() == 1 && damages.getFirst().to() == fileBytes;
        }
    }

    /// A scan of the segment that begins at an offset.
    public SegmentScan(PartitionFolder folder, long baseOffset, int indexIntervalBytes)
            throws IOException {
        this.segment = Segment.unread(folder, baseOffset, indexIntervalBytes);
        try (DiskFile file =
                folder.disk()
                        .open(folder.file(baseOffset, PartitionFolder.LOG), Disk.Access.READ)) {
            this.fileBytes = file.sizeInBytes();
        }
    }

    /// Trusts the files of the segment: a walk from the last indexed batch tells the rest. Empty
    /// when the files contradict each other.
    public Optional<Segment> trusted() throws IOException {
        boolean holds = fileBytes <= Integer.MAX_VALUE && segment.resume((int) fileBytes) && walk();
        segment.reader().release();
        return holds ? Optional.of(segment) : Optional.empty();
    }

    private boolean walk() throws IOException {
        return walkTo(Long.MAX_VALUE);
    }

    /// Walks over whole headers to an offset or the end; false when they do not lead there.
    private boolean walkTo(long offset) throws IOException {
        var walk = new HeaderWalk(segment.reader().file(), segment.sizeInBytes(), fileBytes);
        while (walk.position() < fileBytes && segment.nextOffset() < offset) {
            Optional<BatchHeader> header = walk.peek();
            if (header.isEmpty()
                    || !header.get().continues(segment.nextOffset())
                    || header.get().sizeInBytes() > fileBytes - walk.position()) {
                return false;
            }
            walk.skip(header.get());
            take(header.get());
        }
        return true;
    }

    /// Trusts nothing: every batch is checked, and the indexes are made anew.
    public Checked checked() throws IOException {
        return checkedOnwards();
    }

    /// Trusts what a checkpoint has made durable, and checks every batch behind it. Empty when the
    /// files contradict what the checkpoint says.
    ///
    /// @param durableEnd the offset up to which the batches are durable
    /// @param indexedEnd the offset up to which the index files are
    public Optional<Checked> checkedFrom(long durableEnd, long indexedEnd) throws IOException {
        boolean holds =
                fileBytes <= Integer.MAX_VALUE
                        && segment.resumeBelow((int) fileBytes, indexedEnd)
                        && walkTo(durableEnd)
                        && segment.nextOffset() >= durableEnd;
        segment.reader().release();
        return holds ? Optional.of(checkedOnwards()) : Optional.empty();
    }

    private Checked checkedOnwards() throws IOException {
        var check = new BatchCheck(segment.reader().file(), segment.baseOffset(), fileBytes);
        var damages = new ArrayList<Damage>();
        long nextOffset = segment.nextOffset();
        for (long position = segment.sizeInBytes(); position < fileBytes; ) {
            Optional<String> problem = check.problem(position, nextOffset);
            if (problem.isPresent()) {
                long resumption = check.resumption(position, nextOffset);
                damages.add(new Damage(position, resumption, nextOffset, problem.get()));
                position = resumption;
                continue;
            }
            BatchHeader header = check.header(position);
            if (damages.isEmpty()) {
                take(header);
            }
            nextOffset = header.lastOffset() + 1;
            position += header.sizeInBytes();
        }
        segment.reader().release();
        return new Checked(segment, fileBytes, damages);
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
