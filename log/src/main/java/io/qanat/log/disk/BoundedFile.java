package io.qanat.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A file of a [BoundedDisk], open or not. Thread-safe when the disk's files are.
///
/// When a reader is interrupted, Java closes the file: that opening is given up, and the next user
/// makes another.
final class BoundedFile implements DiskFile {
    private final Disk disk;
    private final OpenFiles open;
    private final Path path;
    private final Disk.Access access;
    private final AtomicReference<@Nullable OpenFile> current = new AtomicReference<>();
    private volatile boolean closed;

    /// Why nothing that was written is known to be durable, or will be.
    private volatile @Nullable IOException failure;

    private BoundedFile(Disk disk, OpenFiles open, Path path, Disk.Access access) {
        this.disk = disk;
        this.open = open;
        this.path = path;
        this.access = access;
    }

    static BoundedFile open(Disk disk, OpenFiles open, Path path, Disk.Access access)
            throws IOException {
        var file = new BoundedFile(disk, open, path, access);
        OpenFile first = file.opened();
        file.current.set(first);
        first.unpin();
        return file;
    }

    /// Something that is done with the open file.
    private interface Use {
        long of(OpenFile file) throws IOException;
    }

    private long use(Use use) throws IOException {
        OpenFile file = pinned();
        try {
            return use.of(file);
        } catch (ClosedChannelException e) {
            current.compareAndSet(file, null);
            discard(file);
            throw e;
        } finally {
            file.unpin();
        }
    }

    private OpenFile pinned() throws IOException {
        while (true) {
            OpenFile file = current.get();
            if (file == null) {
                reopen();
            } else if (file.pin()) {
                return file;
            } else {
                // It may be synced before it is closed: nobody may go on before the outcome is
                // known.
                file.awaitClosed();
            }
        }
    }

    private void reopen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        // What was deleted meanwhile must not come back empty.
        if (access == Disk.Access.WRITE && !disk.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        OpenFile file = opened();
        if (!current.compareAndSet(null, file)) {
            discard(file);
        } else if (closed) {
            // Whoever closed may have found nothing to close.
            close();
        } else {
            file.unpin();
        }
    }

    /// An opening that is in use, so that nobody closes it before it is the current one.
    private OpenFile opened() throws IOException {
        open.reserve(access);
        OpenFile file = null;
        try {
            file = new OpenFile(this, disk.open(path, access));
            return file;
        } finally {
            if (file == null) {
                open.cancel();
            } else {
                open.add(file);
            }
        }
    }

    private void discard(OpenFile file) throws IOException {
        open.remove(file);
        file.file().close();
    }

    /// Closes an opening that nobody uses and that is no longer among the open files.
    void close(OpenFile claimed, boolean dirty) {
        try (DiskFile file = claimed.file()) {
            if (dirty) {
                file.force();
            }
        } catch (IOException e) {
            // Clean, nothing depends on how closing went.
            if (dirty) {
                failure = e;
            }
        } finally {
            current.compareAndSet(claimed, null);
        }
    }

    @Override
    public long sizeInBytes() throws IOException {
        return use(open -> open.file().sizeInBytes());
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return (int) use(open -> open.file().read(target, position));
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return (int) change(open -> open.file().write(source, position));
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        change(open -> {
            open.file().truncate(sizeBytes);
            return 0;
        });
    }

    private long change(Use change) throws IOException {
        return use(open -> {
            requireSound();
            try {
                return change.of(open);
            } finally {
                open.soil();
            }
        });
    }

    @Override
    public void force() throws IOException {
        use(open -> {
            requireSound();
            open.clean();
            try {
                open.file().force();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            return 0;
        });
    }

    private void requireSound() throws IOException {
        IOException earlier = failure;
        if (earlier != null) {
            throw new IOException("an earlier sync of " + path + " failed", earlier);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        OpenFile file = current.getAndSet(null);
        if (file != null) {
            discard(file);
        }
    }
}
