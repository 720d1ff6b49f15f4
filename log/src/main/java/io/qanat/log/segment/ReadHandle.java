package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One file as its readers share it, opened by the first of them. Thread-safe.
///
/// Java closes a file under everybody when one reader is interrupted. So readers never use the log
/// writer's open file, and the others open this one again.
final class ReadHandle implements FileWindow.Source {
    private final Disk disk;
    private final Path path;
    private final AtomicReference<@Nullable DiskFile> open = new AtomicReference<>();
    private volatile boolean closed;

    ReadHandle(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /// Fills the target from a position, or to the end of the file.
    @Override
    public int readFully(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (true) {
            DiskFile file = opened();
            try {
                return file.readFully(target, position);
            } catch (ClosedByInterruptException e) {
                open.compareAndSet(file, null);
                throw e;
            } catch (ClosedChannelException e) {
                open.compareAndSet(file, null);
                target.position(start);
            }
        }
    }

    private DiskFile opened() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        DiskFile file = open.get();
        if (file != null) {
            return file;
        }
        DiskFile fresh = disk.open(path, Disk.Access.READ);
        if (open.compareAndSet(null, fresh)) {
            // Closed in between: whoever closed may have found nothing to close.
            if (closed) {
                close();
            }
            return fresh;
        }
        fresh.close();
        return opened();
    }

    /// Gives the open file back; the next reader opens it again.
    void release() throws IOException {
        DiskFile file = open.getAndSet(null);
        if (file != null) {
            file.close();
        }
    }

    /// Ends all reading, also that under way.
    void close() throws IOException {
        closed = true;
        release();
    }
}
