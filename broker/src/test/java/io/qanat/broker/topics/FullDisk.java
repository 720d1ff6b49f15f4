package io.qanat.broker.topics;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.DiskLock;
import io.qanat.log.disk.FileDisk;
import io.qanat.log.disk.NoSpaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A real disk without room for files below one name.
final class FullDisk implements Disk {
    private final Disk disk = new FileDisk();
    private final String noRoomFor;

    FullDisk(String noRoomFor) {
        this.noRoomFor = noRoomFor;
    }

    private void requireRoom(Path path) throws IOException {
        for (Path name : path) {
            if (name.toString().startsWith(noRoomFor)) {
                throw new NoSpaceException("no room for " + path);
            }
        }
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        if (access == Access.WRITE) {
            requireRoom(file);
        }
        return disk.open(file, access);
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
}
