package io.qanat.sim.disk;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;

/// An open file of a simulated disk.
final class SimFile implements DiskFile {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SimDisk disk;
    private final Path path;
    private final Inode inode;
    private final Disk.Access access;
    private boolean closed;

    SimFile(SimDisk disk, Path path, Inode inode, Disk.Access access) {
        this.disk = disk;
        this.path = path;
        this.inode = inode;
        this.access = access;
    }

    @Override
    public long sizeInBytes() throws IOException {
        requireOpen();
        return inode.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        requireOpen();
        disk.end(disk.verdict(OpKind.READ, path, position, NOTHING, false));
        return inode.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        requireWritable();
        int count = source.remaining();
        boolean grows = position + count > inode.size();
        ByteBuffer bytes = source.asReadOnlyBuffer();
        Verdict verdict = disk.verdict(OpKind.WRITE, path, position, bytes, grows);
        int done = Math.min(verdict.done(), count);
        if (done > 0) {
            inode.write(position, source.duplicate().limit(source.position() + done));
        }
        disk.end(verdict);
        int told = Math.min(verdict.told(), count);
        source.position(source.position() + told);
        return told;
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        requireWritable();
        Verdict verdict = disk.verdict(OpKind.TRUNCATE, path, sizeBytes, NOTHING, false);
        if (verdict.isDone() && sizeBytes < inode.size()) {
            inode.truncate(sizeBytes);
        }
        disk.end(verdict);
    }

    @Override
    public void force() throws IOException {
        requireOpen();
        Verdict verdict = disk.verdict(OpKind.FORCE, path, 0, NOTHING, false);
        if (verdict.isDone()) {
            inode.force();
        } else if (verdict.failure() != null) {
            inode.failForce(disk.odds());
        }
        disk.end(verdict);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private void requireWritable() throws IOException {
        requireOpen();
        if (access == Disk.Access.READ) {
            throw new NonWritableChannelException();
        }
    }
}
