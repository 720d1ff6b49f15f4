package io.qanat.log.folder;

import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// The file that says that a folder was closed in order, `.kafka_cleanshutdown`: its files are as
/// they should be.
///
/// It must be gone, durably, before anything else changes. Its content is that of Kafka 4, with an
/// unknown broker epoch.
public final class CleanMarker {
    private static final String FILE = ".kafka_cleanshutdown";
    private static final String CONTENT = "{\"version\":0,\"brokerEpoch\":-1}";

    private final Disk disk;
    private final Path folder;

    /// The marker of a folder.
    public CleanMarker(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /// Whether the folder is marked.
    public boolean isSet() {
        return disk.exists(folder.resolve(FILE));
    }

    /// Marks the folder, durably.
    public void set() throws IOException {
        new TextFile(disk, folder.resolve(FILE)).replace(CONTENT);
        disk.syncDirectory(folder);
    }

    /// Removes the mark, durably once the caller has synced the folder.
    public void clear() throws IOException {
        disk.delete(folder.resolve(FILE));
    }
}
