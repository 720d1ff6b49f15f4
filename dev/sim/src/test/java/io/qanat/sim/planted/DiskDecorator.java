package io.qanat.sim.planted;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A disk in front of another one, which does all that is asked. What does wrong overrides it.
class DiskDecorator implements Disk {
    private final Disk disk;

    DiskDecorator(Disk disk) {
        this.disk = disk;
    }

    Disk disk() {
        return disk;
    }

    void force(Path path, DiskFile file) throws IOException {
        file.force();
    }

    void truncate(Path path, DiskFile file, long sizeBytes) throws IOException {
        file.truncate(sizeBytes);
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return new FileDecorator(path, disk.open(path, access));
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
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
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
    private final class FileDecorator implements DiskFile {
        private final Path path;
        private final DiskFile file;

        FileDecorator(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long sizeInBytes() throws IOException {
            return file.sizeInBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return file.write(source, position);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            DiskDecorator.this.truncate(path, file, sizeBytes);
        }

        @Override
        public void force() throws IOException {
            DiskDecorator.this.force(path, file);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
