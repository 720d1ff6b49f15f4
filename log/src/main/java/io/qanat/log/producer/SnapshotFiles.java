package io.qanat.log.producer;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.MalformedFileException;
import io.qanat.log.segment.PartitionFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The snapshots of one partition's producers on the disk: caches, each of which can be made anew
/// from the log. Confined to one thread at a time, as the log writer hands it on.
public final class SnapshotFiles {
    /// The suffix of their names.
    public static final String SUFFIX = ".snapshot";

    private static final String SUCCESSOR = "producers.tmp";

    /// The newest, and the one before it in case that cannot be read.
    private static final int KEPT = 2;

    /// The largest file that is taken for one.
    private static final int SIZE_BYTES_MAX = 64 * 1024 * 1024;

    private final PartitionFolder folder;

    /// The offsets of those there are, ascending.
    private final Deque<Long> offsets = new ArrayDeque<>();

    /// The snapshots in a folder, of which none are known yet.
    public SnapshotFiles(PartitionFolder folder) {
        this.folder = folder;
    }

    /// What somebody is told who asks for the newest snapshot.
    ///
    /// @param offset up to here the producers are known now, 0 when there is no snapshot
    /// @param findings what was wrong with others, one line each
    public record Loaded(long offset, List<String> findings) {}

    /// Reads the newest snapshot that can be believed. Those that cannot, or that are of offsets
    /// behind the end of the log, are removed, durably.
    public Loaded load(PartitionProducers target, long logEnd) throws IOException {
        list();
        var findings = new ArrayList<String>();
        while (!offsets.isEmpty()) {
            long offset = offsets.getLast();
            Path file = folder.file(offset, SUFFIX);
            try {
                read(file, offset, logEnd, target);
                break;
            } catch (IOException e) {
                findings.add(file + ": " + e.getMessage() + ", removed");
                folder.disk().delete(file);
                offsets.removeLast();
            }
        }
        if (!findings.isEmpty()) {
            // It must not come back when the log has other batches at these offsets.
            folder.disk().syncDirectory(folder.path());
        }
        return new Loaded(offsets.isEmpty() ? 0 : offsets.getLast(), findings);
    }

    private void read(Path file, long offset, long logEnd, PartitionProducers target)
            throws IOException {
        if (offset > logEnd) {
            throw new MalformedFileException("behind the end of the log at " + logEnd);
        }
        ProducerSnapshot.read(folder.disk().content(file, SIZE_BYTES_MAX), offset, target);
    }

    private void list() throws IOException {
        for (String name : folder.disk().list(folder.path())) {
            long offset = PartitionFolder.offset(name, SUFFIX);
            if (offset >= 0) {
                offsets.addLast(offset);
            }
        }
    }

    /// Whether the newest snapshot is of this offset.
    public boolean isAt(long offset) {
        return !offsets.isEmpty() && offsets.getLast() == offset;
    }

    /// The bytes of a snapshot to be written later.
    public static ByteBuffer snapshot(PartitionProducers producers) {
        return ProducerSnapshot.of(producers);
    }

    /// Writes a snapshot of an offset and removes older ones. All batches before the offset must be
    /// durable; the name is when the caller has synced the folder.
    public void write(long offset, ByteBuffer snapshot) throws IOException {
        // Under its name there is never a part of one, so that a crash leaves nothing to report.
        Path successor = folder.path().resolve(SUCCESSOR);
        try (DiskFile file = folder.disk().open(successor, Disk.Access.WRITE)) {
            file.truncate(0);
            file.writeFully(snapshot.duplicate(), 0);
            file.force();
        }
        folder.disk().rename(successor, folder.file(offset, SUFFIX));
        if (!isAt(offset)) {
            offsets.addLast(offset);
        }
        while (offsets.size() > KEPT) {
            folder.disk().delete(folder.file(offsets.removeFirst(), SUFFIX));
        }
    }
}
