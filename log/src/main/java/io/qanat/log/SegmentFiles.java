package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.segment.PartitionFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of one partition's segments, by their names. Confined to the opening thread.
final class SegmentFiles {
    private static final String ASIDE = ".stray";

    private final PartitionFolder folder;
    private final Findings findings;

    SegmentFiles(PartitionFolder folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    /// The offsets at which segments begin, in ascending order. What has no such name is left
    /// alone.
    List<Long> baseOffsets() throws IOException {
        var bases = new ArrayList<Long>();
        for (String name : folder.disk().list(folder.path())) {
            long base = PartitionFolder.baseOffset(name);
            if (base >= 0) {
                bases.add(base);
            } else if (name.endsWith(PartitionFolder.LOG)) {
                findings.add(folder.path().resolve(name), "not the name of a segment, left alone");
            }
        }
        return bases;
    }

    /// Whether the partition's creation was finished, so that somebody was told of it.
    boolean isCreated(List<Long> bases) throws IOException {
        if (folder.disk().exists(folder.path().resolve(PartitionMetadata.FILE))) {
            return true;
        }
        for (long base : bases) {
            try (DiskFile file =
                    folder.disk().open(folder.file(base, PartitionFolder.LOG), Disk.Access.READ)) {
                if (file.sizeInBytes() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Removes segments behind the end of the log.
    void drop(List<Long> bases) throws IOException {
        for (long base : bases) {
            findings.add(
                    folder.file(base, PartitionFolder.LOG),
                    "behind the end of the log, removed; the write-ahead log has what counts");
            folder.disk().delete(folder.file(base, PartitionFolder.LOG));
            folder.disk().delete(folder.file(base, PartitionFolder.OFFSET_INDEX));
            folder.disk().delete(folder.file(base, PartitionFolder.TIME_INDEX));
            folder.disk().delete(folder.file(base, PartitionFolder.INDEX_SUMS));
        }
        folder.disk().syncDirectory(folder.path());
    }

    /// Takes its name from a file that cannot be a segment of this log, so that none is ever
    /// written over it.
    void setAside(long base, String reason) throws IOException {
        Path path = folder.file(base, PartitionFolder.LOG);
        findings.add(path, reason + ", moved aside");
        folder.disk().rename(path, path.resolveSibling(path.getFileName() + ASIDE));
        folder.disk().syncDirectory(folder.path());
    }
}
