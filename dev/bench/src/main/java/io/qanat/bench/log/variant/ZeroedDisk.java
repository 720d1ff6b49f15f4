package io.qanat.bench.log.variant;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A disk whose segments are filled with zeros ahead of their writes, so that most syncs meet a
/// file that did not grow; closing cuts them to size.
record ZeroedDisk(Disk disk) implements Disk {
    private static final int STEP_BYTES_MIN = 64 * 1024;
    private static final int STEP_BYTES_MAX = 1024 * 1024;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(STEP_BYTES_MAX).asReadOnlyBuffer();

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        DiskFile opened = disk.open(file, access);
        return access == Access.WRITE && file.toString().endsWith(".log")
                ? new ZeroedFile(opened)
                : opened;
    }

    /// A file with zeros behind its content. Written by one thread at a time.
    private static final class ZeroedFile implements DiskFile {
        private final DiskFile file;
        private long zeroedBytes;
        private long sizeInBytes;

        ZeroedFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            while (zeroedBytes < position + source.remaining()) {
                int step = Math.clamp(zeroedBytes, STEP_BYTES_MIN, STEP_BYTES_MAX);
                file.writeFully(ZEROS.duplicate().limit(step), zeroedBytes);
                zeroedBytes += step;
            }
            int bytes = file.write(source, position);
            sizeInBytes = Math.max(sizeInBytes, position + bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            file.truncate(sizeInBytes);
            file.force();
            file.close();
        }

        @Override
        public long sizeInBytes() throws IOException {
            return sizeInBytes;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
            zeroedBytes = sizeBytes;
            sizeInBytes = sizeBytes;
        }

        @Override
        public void force() throws IOException {
            file.force();
        }
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
}
