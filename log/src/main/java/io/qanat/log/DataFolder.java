package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskLock;
import io.qanat.log.disk.FileDisk;
import io.qanat.log.folder.KafkaId;
import io.qanat.log.folder.MetaProperties;
import io.qanat.log.folder.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// A data folder that is held exclusively, against other processes and against Apache Kafka.
/// Thread-safe.
///
/// ```
/// .lock               locked as Kafka does; the holder's note inside
/// meta.properties     see MetaProperties
/// orders-0/ ...       the partitions
/// ```
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final int NODE_ID = 0;

    private final Path path;
    private final Disk disk;
    private final DiskLock lock;
    private final MetaProperties properties;
    private final UUID clusterId;
    private final UUID directoryId;

    private DataFolder(Path path, Disk disk, DiskLock lock, MetaProperties properties) {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
        this.properties = properties;
        this.clusterId = id(path, "cluster.id", properties.clusterId());
        this.directoryId = id(path, "directory.id", properties.directoryId());
    }

    /// Takes hold of a folder on this computer's disk, and makes it when there is none.
    ///
    /// @throws FolderInUseException when somebody holds it
    /// @throws FolderVersionException when it is not one that this version can work in
    /// @throws StorageException when the disk fails
    public static DataFolder open(Path folder) {
        return open(folder, new FileDisk());
    }

    /// Takes hold of a folder on a disk, and makes it when there is none.
    public static DataFolder open(Path folder, Disk disk) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            createDurably(path, disk);
            Optional<DiskLock> lock = disk.tryLock(path.resolve(LOCK));
            if (lock.isEmpty()) {
                throw new FolderInUseException(path, disk.lockNote(path.resolve(LOCK)));
            }
            return held(path, disk, lock.get());
        } catch (IOException e) {
            throw Failure.of("cannot open the data folder " + path, e);
        }
    }

    /// The folder's own name must outlive a power cut, or all that is acknowledged goes with it.
    private static void createDurably(Path path, Disk disk) throws IOException {
        Path parent = path.getParent();
        if (disk.isDirectory(path) || parent == null) {
            return;
        }
        createDurably(parent, disk);
        disk.createDirectory(path);
        disk.syncDirectory(parent);
    }

    private static DataFolder held(Path path, Disk disk, DiskLock lock) throws IOException {
        boolean opened = false;
        try {
            var folder = new DataFolder(path, disk, lock, properties(path, disk));
            opened = true;
            return folder;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static MetaProperties properties(Path path, Disk disk) throws IOException {
        var file = new TextFile(disk, path.resolve(MetaProperties.FILE));
        if (file.exists()) {
            MetaProperties found = MetaProperties.read(file);
            requireKnown(path, found);
            return found;
        }
        for (String name : disk.list(path)) {
            if (PartitionName.parse(name).isPresent() && disk.isDirectory(path.resolve(name))) {
                throw new FolderVersionException(
                        "the data folder "
                                + path
                                + " holds partitions but no "
                                + MetaProperties.FILE
                                + ": put the file back or choose another folder");
            }
        }
        var fresh =
                new MetaProperties(
                        MetaProperties.VERSION_MAX,
                        KafkaId.text(KafkaId.random()),
                        NODE_ID,
                        KafkaId.text(KafkaId.random()),
                        MetaProperties.FORMAT_MAX);
        fresh.write(file);
        disk.syncDirectory(path);
        return fresh;
    }

    private static void requireKnown(Path path, MetaProperties found) {
        if (found.version() > MetaProperties.VERSION_MAX
                || found.format() > MetaProperties.FORMAT_MAX) {
            throw new FolderVersionException(
                    "the data folder "
                            + path
                            + " was written by a newer version (version="
                            + found.version()
                            + ", qanat.format="
                            + found.format()
                            + " in its "
                            + MetaProperties.FILE
                            + "): use that version or choose another folder");
        }
        if (found.version() < MetaProperties.VERSION_MAX) {
            throw new FolderVersionException(
                    "the data folder "
                            + path
                            + " is of version "
                            + found.version()
                            + ", from before KRaft: choose another folder");
        }
    }

    private static UUID id(Path path, String name, String text) {
        try {
            return KafkaId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new FolderVersionException(
                    path.resolve(MetaProperties.FILE)
                            + " has no usable "
                            + name
                            + ": "
                            + e.getMessage());
        }
    }

    /// The note of whoever holds the folder; see [FolderInUseException#note()] on how far to
    /// believe it.
    public static Optional<String> holderNote(Path folder) {
        try {
            return new FileDisk().lockNote(folder.resolve(LOCK));
        } catch (IOException e) {
            throw Failure.of("cannot read the lock file of " + folder, e);
        }
    }

    /// Leaves one line for those who find the folder in use.
    public void note(String line) {
        try {
            lock.note(line);
        } catch (IOException e) {
            throw Failure.of("cannot write the lock file of " + path, e);
        }
    }

    /// Where the folder is, absolute.
    public Path path() {
        return path;
    }

    /// The disk that the folder is on.
    public Disk disk() {
        return disk;
    }

    /// The cluster's id.
    public UUID clusterId() {
        return clusterId;
    }

    /// The folder's id.
    public UUID directoryId() {
        return directoryId;
    }

    /// The node's id.
    public int nodeId() {
        return properties.nodeId();
    }

    /// Removes the note and gives the folder free.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw Failure.of("cannot give the data folder " + path + " free", e);
        }
    }
}
