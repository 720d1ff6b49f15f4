package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import io.qanat.log.disk.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A disk that fails when it is told to, in front of another one. Its settings are made before the
/// thread that writes starts, or while that thread waits.
final class FaultyDisk implements Disk {
    private final Disk disk;

    /// The bytes that may still be written to files of batches; others are not limited.
    long roomBytes = Long.MAX_VALUE;

    /// The most bytes that one write takes.
    int writeBytesMax = Integer.MAX_VALUE;

    boolean failsForces;

    /// Runs before each sync of a file.
    Runnable beforeForce = () -> {};

    boolean failsTruncates;
    boolean failsRenames;

    /// Runs after each rename.
    Runnable afterRename = () -> {};

    /// Which files cannot be read.
    Predicate<Path> failsReads = path -> false;

    /// Which files cannot be opened for writing.
    Predicate<Path> failsWrites = path -> false;

    /// How often that was tried.
    int failedWrites;

    int forces;
    int directorySyncs;

    FaultyDisk(Disk disk) {
        this.disk = disk;
    }

    /// Gives a file this content.
    static void write(Disk disk, Path path, ByteBuffer content) throws IOException {
        try (DiskFile file = disk.open(path, Access.WRITE)) {
            file.truncate(0);
            file.writeFully(content, 0);
        }
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        if (access == Access.WRITE && failsWrites.test(file)) {
            failedWrites++;
            throw new IOException("injected: no write to " + file);
        }
        return new FaultyFile(disk.open(file, access), file.toString().endsWith(".log"), file);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean isDirectory(Path path) {
        return disk.isDirectory(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (failsRenames) {
            throw new IOException("injected: rename of " + from);
        }
        disk.rename(from, to);
        afterRename.run();
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        directorySyncs++;
        disk.syncDirectory(directory);
    }

    @Override
    public Optional<DiskLock> tryLock(Path file) throws IOException {
        return disk.tryLock(file);
    }

    @Override
    public Optional<String> lockNote(Path file) throws IOException {
        return disk.lockNote(file);
    }

    /// A file of this disk.
    private final class FaultyFile implements DiskFile {
        private final DiskFile file;
        private final boolean limited;
        private final Path path;

        FaultyFile(DiskFile file, boolean limited, Path path) {
            this.file = file;
            this.limited = limited;
            this.path = path;
        }

        @Override
        public long sizeInBytes() throws IOException {
            return file.sizeInBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            if (failsReads.test(path)) {
                throw new IOException("injected: read of " + path);
            }
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            long room = limited ? roomBytes : Long.MAX_VALUE;
            if (room <= 0) {
                throw new NoSpaceException("no space left for " + path);
            }
            int limit = source.limit();
            long count = Math.min(Math.min(source.remaining(), writeBytesMax), room);
            source.limit(source.position() + (int) count);
            int written = file.write(source, position);
            source.limit(limit);
            roomBytes -= limited ? written : 0;
            return written;
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            if (failsTruncates) {
                throw new IOException("injected: truncate of " + path);
            }
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            forces++;
            beforeForce.run();
            if (failsForces) {
                throw new IOException("injected: sync of " + path);
            }
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
