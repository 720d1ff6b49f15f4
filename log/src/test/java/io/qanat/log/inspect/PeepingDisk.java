package io.qanat.log.inspect;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A disk that refuses to be changed, and on which something may happen while it is read.
final class PeepingDisk implements Disk {
    private final Disk disk;
    private final Event beforeOpen;
    private final Event beforeRead;

    /// Something that happens about a file.
    interface Event {
        void happen(Path file) throws IOException;
    }

    PeepingDisk(Disk disk) {
        this(disk, file -> {}, file -> {});
    }

    PeepingDisk(Disk disk, Event beforeOpen, Event beforeRead) {
        this.disk = disk;
        this.beforeOpen = beforeOpen;
        this.beforeRead = beforeRead;
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        if (access != Access.READ) {
            throw new AssertionError("opened for writing: " + file);
        }
        beforeOpen.happen(file);
        return new PeepedFile(file, disk.open(file, access));
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
    public void createDirectory(Path directory) {
        throw new AssertionError("created: " + directory);
    }

    @Override
    public void rename(Path from, Path to) {
        throw new AssertionError("renamed: " + from);
    }

    @Override
    public void delete(Path path) {
        throw new AssertionError("deleted: " + path);
    }

    @Override
    public void syncDirectory(Path directory) {
        throw new AssertionError("synced: " + directory);
    }

    @Override
    public Optional<DiskLock> tryLock(Path file) {
        throw new AssertionError("locked: " + file);
    }

    @Override
    public Optional<String> lockNote(Path file) throws IOException {
        return disk.lockNote(file);
    }

    private final class PeepedFile implements DiskFile {
        private final Path path;
        private final DiskFile file;

        PeepedFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long sizeInBytes() throws IOException {
            return file.sizeInBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            beforeRead.happen(path);
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new AssertionError("written: " + path);
        }

        @Override
        public void truncate(long sizeBytes) {
            throw new AssertionError("cut: " + path);
        }

        @Override
        public void force() {
            throw new AssertionError("synced: " + path);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
