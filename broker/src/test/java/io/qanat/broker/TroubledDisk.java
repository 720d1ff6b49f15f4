package io.qanat.broker;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import io.qanat.log.disk.FileDisk;
import io.qanat.log.disk.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A real disk that has troubles when it is told to. Thread-safe.
public final class TroubledDisk implements Disk {
    private final Disk disk = new FileDisk();
    private volatile String noRoomFor = "";
    private volatile String unreadable = "";
    private volatile boolean isBroken;

    /// A disk without troubles yet.
    public TroubledDisk() {}

    /// From now on there is no room in folders whose name begins like this; none are refused for
    /// the empty string.
    public void refuseRoomFor(String folder) {
        noRoomFor = folder;
    }

    /// From now on files in folders whose name begins like this cannot be read; all can for the
    /// empty string.
    void breakReads(String folder) {
        unreadable = folder;
    }

    /// From now on syncs fail.
    void breakSyncs() {
        isBroken = true;
    }

    private void requireRoom(Path path) throws IOException {
        if (isIn(path, noRoomFor)) {
            throw new NoSpaceException("no room for " + path);
        }
    }

    private static boolean isIn(Path path, String folder) {
        if (folder.isEmpty()) {
            return false;
        }
        for (Path name : path) {
            if (name.toString().startsWith(folder)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        if (access == Access.WRITE) {
            requireRoom(file);
        }
        return new TroubledFile(disk.open(file, access), file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        requireRoom(directory);
        disk.createDirectory(directory);
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

    private final class TroubledFile implements DiskFile {
        private final DiskFile file;
        private final Path path;

        TroubledFile(DiskFile file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public long sizeInBytes() throws IOException {
            return file.sizeInBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            if (isIn(path, unreadable)) {
                throw new IOException("Input/output error");
            }
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            requireRoom(path);
            return file.write(source, position);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            if (isBroken) {
                throw new IOException("Input/output error");
            }
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
