package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The removal of damaged parts from a segment's file. Confined to the thread that opens the log,
/// or to the log writer.
///
/// ```
/// 0...0.log                   | whole batches | damage 300..500 | whole batches |
/// becomes
/// 0...0.log                   | whole batches | gap | whole batches |
/// 0...0.log.damaged-300-500   | damage |                              kept for whoever wants to look
/// ```
///
/// The file is replaced by its successor in one step, so that a crash leaves the old one or the new
/// one. A [GapBatch] stands for the offsets that were lost, so that there is no gap between
/// batches.
public final class Quarantine {
    private static final String SUCCESSOR = ".tmp";
    private static final int PIECE_BYTES = 256 * 1024;

    private final SpareBatches spare;
    private final PartitionFolder folder;
    private final long baseOffset;
    private final Path path;

    /// The removal from the file of the segment that begins at an offset.
    ///
    /// @param spare where lost batches may stand too
    public Quarantine(PartitionFolder folder, long baseOffset, SpareBatches spare) {
        this.spare = spare;
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.path = folder.file(baseOffset, PartitionFolder.LOG);
    }

    /// Moves the damaged parts to files of their own, durably; says what became of each.
    public List<String> take(List<Damage> damages, long fileBytes) throws IOException {
        var tales = new ArrayList<String>();
        Disk disk = folder.disk();
        Path successor = path.resolveSibling(path.getFileName() + SUCCESSOR);
        try (DiskFile from = disk.open(path, Disk.Access.READ);
                DiskFile to = disk.open(successor, Disk.Access.WRITE)) {
            to.truncate(0);
            long start = 0;
            long written = 0;
            for (Damage damage : damages) {
                written += copy(from, start, damage.from(), to, written);
                if (damage.sizeInBytes() > 0) {
                    keep(from, damage);
                }
                var bridge = new Bridge(damage, spare, GapBatch.endMax(baseOffset));
                written += write(bridge, to, written);
                tales.add(damage.told(bridge.toString()));
                start = damage.to();
            }
            copy(from, start, fileBytes, to, written);
            to.force();
        }
        disk.rename(successor, path);
        try {
            disk.syncDirectory(folder.path());
        } catch (IOException e) {
            throw new SealingException("sync of " + folder.path() + " failed", e);
        }
        return tales;
    }

    /// Puts batches right of which only the place is wrong, durably. A crash on the way leaves them
    /// as wrong as they were.
    public void put(List<Misplaced> batches) throws IOException {
        try (DiskFile file = folder.disk().open(path, Disk.Access.WRITE)) {
            for (Misplaced batch : batches) {
                file.writeFully(batch.place(), batch.position());
            }
            file.force();
        }
    }

    private static long write(Bridge bridge, DiskFile to, long position) throws IOException {
        long at = position;
        for (Optional<ByteBuffer> batch = bridge.next(); batch.isPresent(); batch = bridge.next()) {
            int count = batch.get().remaining();
            to.writeFully(batch.get(), at);
            at += count;
        }
        return at - position;
    }

    private void keep(DiskFile from, Damage damage) throws IOException {
        Path aside =
                path.resolveSibling(
                        path.getFileName() + ".damaged-" + damage.from() + "-" + damage.to());
        try (DiskFile to = folder.disk().open(aside, Disk.Access.WRITE)) {
            to.truncate(0);
            copy(from, damage.from(), damage.to(), to, 0);
            to.force();
        }
    }

    private static long copy(DiskFile from, long start, long end, DiskFile to, long position)
            throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, end - start));
        for (long at = start; at < end; at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), end - at));
            if (from.readFully(piece, at) < piece.limit()) {
                throw new IOException("the file became shorter while it was read");
            }
            to.writeFully(piece.flip(), position + at - start);
        }
        return end - start;
    }
}
