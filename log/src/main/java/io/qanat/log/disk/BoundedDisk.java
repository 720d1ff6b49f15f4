package io.qanat.log.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A disk of which at most so many files are open at once, whoever uses how many: the others are
/// opened again when they are used. Thread-safe.
///
/// The file that was used longest ago, roughly, is closed first; never one in use, so that as many
/// more are open as threads use files beyond the limit.
///
/// A file with unsynced writes is closed only when no other is found, and synced before. Linux
/// would report a failed write to whoever opens the file again and syncs it, but not once it has
/// dropped the file's inode from memory, which only an open file prevents. When such a sync fails,
/// the file can neither be written nor synced any more. Only an opening for writing does that: one
/// for reading goes beyond the limit instead, by a few percent at most.
///
/// The limit is on files that are read and written; locks and directories that are being synced
/// come on top.
public final class BoundedDisk implements Disk {
    /// Each costs about 2 KiB of the operating system's memory: enough for the newest segments of
    /// ten thousand partitions.
    private static final int OPEN_FILES_MAX = 10_000;

    private final Disk disk;
    private final OpenFiles open;

    /// A disk with at most `openFilesMax` of another's files open.
    public BoundedDisk(Disk disk, int openFilesMax) {
        this.disk = disk;
        this.open = new OpenFiles(openFilesMax);
    }

    /// The computer's own disk, with at most half of the files open that this process may have
    /// open, so that the rest is left for connections.
    public static BoundedDisk ofComputer() {
        int half = (int) Math.min(DescriptorLimit.ofProcess() / 2, OPEN_FILES_MAX);
        return new BoundedDisk(new FileDisk(), Math.max(half, 1));
    }

    /// How many files are open.
    public int openFiles() {
        return open.count();
    }

    @Override
    public DiskFile open(Path file, Access access) throws IOException {
        return BoundedFile.open(disk, open, file, access);
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
