package io.qanat.log.inspect;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// The batches of one segment's file, one after the other, with the places between them that hold
/// none. Confined to its reader.
///
/// A broker may append meanwhile. What it appends after the opening is not read, but for the rest
/// of a batch that was half there.
public final class SegmentBatches implements AutoCloseable {
    /// How often a broken place is read again in case it was being written just now.
    private static final int REREADS_MAX = 3;

    private final DiskFile file;
    private BatchProbe probe;
    private long limit;
    private long position;
    private long nextOffset;
    private int rereads;

    private SegmentBatches(DiskFile file, long limit) {
        this.file = file;
        this.limit = limit;
        this.probe = new BatchProbe(file::readFully, limit);
    }

    /// Opens a file.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    public static SegmentBatches open(Disk disk, Path path) throws IOException {
        DiskFile file = disk.open(path, Disk.Access.READ);
        boolean opened = false;
        try {
            var batches = new SegmentBatches(file, file.sizeInBytes());
            opened = true;
            return batches;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /// The size of the part of the file that is read.
    public long sizeInBytes() {
        return limit;
    }

    /// The next part of the file; empty at its end.
    public Optional<SegmentPiece> next() throws IOException {
        while (position < limit) {
            Optional<String> problem = probe.problem(position);
            if (problem.isPresent() && rereads < REREADS_MAX) {
                rereads++;
                limit = file.sizeInBytes();
                probe = new BatchProbe(file::readFully, limit);
                continue;
            }
            SegmentPiece piece =
                    problem.isPresent()
                            ? broken(problem.get())
                            : probe.head(position).orElseThrow();
            if (piece instanceof StoredBatch batch) {
                nextOffset = batch.nextOffset();
            }
            position = piece.end();
            return Optional.of(piece);
        }
        return Optional.empty();
    }

    private BrokenPlace broken(String problem) throws IOException {
        long end = probe.resumption(position, nextOffset);
        return new BrokenPlace(
                position, end - position, problem, probe.head(position), end == limit);
    }

    /// What would come next, without going on; empty when no whole batch stands there.
    Optional<StoredBatch> peek() throws IOException {
        return position < limit && probe.problem(position).isEmpty()
                ? probe.head(position)
                : Optional.empty();
    }

    /// All bytes of a batch.
    ///
    /// @param sizeBytesMax the size above which it is refused
    public ByteBuffer content(StoredBatch batch, int sizeBytesMax) throws IOException {
        if (batch.sizeInBytes() > sizeBytesMax) {
            throw new IOException(
                    "a batch of " + batch.sizeInBytes() + " bytes, at most " + sizeBytesMax);
        }
        ByteBuffer content = ByteBuffer.allocate((int) batch.sizeInBytes());
        if (file.readFully(content, batch.position()) < batch.sizeInBytes()) {
            throw new IOException("the file became shorter while it was read");
        }
        return content.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
