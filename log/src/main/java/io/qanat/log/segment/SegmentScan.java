package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// The reading of a segment that was found on the disk. Confined to the thread that opens the log.
public final class SegmentScan {
    private static final int WINDOW_BYTES = 256 * 1024;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;

    private final long baseOffset;
    private final Segment segment;
    private final long fileBytes;
    private final NavigableMap<Integer, Long> epochs = new TreeMap<>();

    /// The outcome of checking every batch.
    ///
    /// @param segment what the whole batches at the start of the file are
    /// @param fileBytes the size of the file
    /// @param problem what is wrong behind the last whole batch, when something is there
    public record Checked(Segment segment, long fileBytes, Optional<String> problem) {}

    /// A scan of the segment that begins at an offset.
    public SegmentScan(PartitionFolder folder, long baseOffset, int indexIntervalBytes)
            throws IOException {
        this.baseOffset = baseOffset;
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
        if (fileBytes > Integer.MAX_VALUE
                || !segment.offsets().load()
                || !segment.times().load()
                || !segment.resume((int) fileBytes)) {
            return Optional.empty();
        }
        var walk = new HeaderWalk(segment.reader(), segment.sizeInBytes(), fileBytes);
        while (walk.position() < fileBytes) {
            Optional<BatchHeader> header = walk.peek();
            if (header.isEmpty()
                    || !header.get().continues(segment.nextOffset())
                    || header.get().sizeInBytes() > fileBytes - walk.position()) {
                return Optional.empty();
            }
            walk.skip(header.get());
            take(header.get());
        }
        return Optional.of(segment);
    }

    /// Trusts nothing: every batch is checked, and the indexes are made anew.
    public Checked checked() throws IOException {
        var window = new FileWindow(segment.reader(), 0, fileBytes, WINDOW_BYTES);
        Optional<String> problem = Optional.empty();
        while (segment.sizeInBytes() < fileBytes) {
            int position = segment.sizeInBytes();
            problem = problem(window, position);
            if (problem.isPresent()) {
                break;
            }
            window.holds(position, BatchHeader.HEADER_BYTES);
            BatchHeader header = BatchHeader.at(window.bytes(), window.index(position));
            take(header);
        }
        return new Checked(segment, fileBytes, problem);
    }

    private void take(BatchHeader header) {
        epochs.putIfAbsent(header.leaderEpoch(), header.baseOffset());
        segment.take(header);
    }

    /// The offset of the first batch of each leader epoch, among the batches that were walked over.
    public NavigableMap<Integer, Long> epochs() {
        return epochs;
    }

    private Optional<String> problem(FileWindow window, int position) throws IOException {
        if (!window.holds(position, BatchHeader.HEADER_BYTES)) {
            return Optional.of("a part of a batch header");
        }
        BatchHeader header = BatchHeader.at(window.bytes(), window.index(position));
        long lastOffsetMax = baseOffset + Integer.MAX_VALUE;
        if (!header.continues(segment.nextOffset()) || header.lastOffset() > lastOffsetMax) {
            return Optional.of("no batch header that continues offset " + segment.nextOffset());
        }
        if (header.sizeInBytes() > Math.min(fileBytes, Integer.MAX_VALUE) - position) {
            return Optional.of("a part of a batch of " + header.sizeInBytes() + " bytes");
        }
        int stored = window.bytes().getInt(window.index(position) + CHECKSUM_AT);
        return stored == checksum(window, position, header.sizeInBytes())
                ? Optional.empty()
                : Optional.of("a batch with a wrong checksum, base offset " + header.baseOffset());
    }

    /// Computed window by window: a length from a damaged file must not become an allocation.
    private static int checksum(FileWindow window, int position, int sizeBytes) throws IOException {
        var crc = new CRC32C();
        long end = (long) position + sizeBytes;
        long at = (long) position + CHECKED_FROM;
        while (at < end) {
            if (!window.holds(at, 1)) {
                throw new IOException("the file became shorter while it was read");
            }
            int count = (int) Math.min(window.heldFrom(at), end - at);
            crc.update(window.bytes().slice(window.index(at), count));
            at += count;
        }
        return (int) crc.getValue();
    }
}
