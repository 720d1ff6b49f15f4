package io.qanat.bench.log.variant;

import io.qanat.bench.log.Subject;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The variants by name: who writes, what makes it durable, and how many threads sync segments.
///
/// `writer` or `locks`, then `segments-N`, `zeroed-N` (segments that grow by zeros ahead) or `wal`.
public final class Variants {
    private Variants() {}

    /// Opens a variant on an empty folder.
    public static Subject open(String name, Path folder) {
        String[] parts = name.split("-", -1);
        Disk disk = parts[1].equals("zeroed") ? new ZeroedDisk(new FileDisk()) : new FileDisk();
        try {
            GroupSync sync =
                    parts[1].equals("wal")
                            ? new WalSync(disk, folder)
                            : new SegmentsSync(Integer.parseInt(parts[2]));
            return parts[0].equals("writer")
                    ? new SingleWriter(disk, folder, sync)
                    : new PartitionLocks(disk, folder, sync);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
