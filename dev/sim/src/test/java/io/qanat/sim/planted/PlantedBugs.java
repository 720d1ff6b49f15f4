package io.qanat.sim.planted;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// The bugs that live between the log and its disk.
final class PlantedBugs {
    private static final String SEGMENT = ".log";
    private static final String WRITE_AHEAD = ".wal";
    private static final String RECOVERY_POINT = "recovery-point-offset-checkpoint";

    private PlantedBugs() {}

    /// No batch is ever synced: neither in the write-ahead log nor in a segment.
    static Disk withoutSync(Disk disk) {
        return new DiskDecorator(disk) {
            @Override
            void force(Path path, DiskFile file) throws IOException {
                String name = path.toString();
                if (!name.endsWith(SEGMENT) && !name.endsWith(WRITE_AHEAD)) {
                    file.force();
                }
            }
        };
    }

    /// Names are never synced.
    static Disk withoutDirectorySync(Disk disk) {
        return new DiskDecorator(disk) {
            @Override
            public void syncDirectory(Path directory) {
                // The bug.
            }
        };
    }

    /// A checkpoint is written first, and what it speaks for is synced afterwards.
    static Disk withCheckpointFirst(Disk disk) {
        return new DiskDecorator(disk) {
            private final Set<Path> late = new LinkedHashSet<>();

            @Override
            void force(Path path, DiskFile file) throws IOException {
                if (path.toString().endsWith(SEGMENT)) {
                    late.add(path);
                } else {
                    file.force();
                }
            }

            @Override
            public void syncDirectory(Path directory) throws IOException {
                super.syncDirectory(directory);
                if (exists(directory.resolve(RECOVERY_POINT))) {
                    for (Path path : late) {
                        forceNow(path);
                    }
                    late.clear();
                }
            }

            private void forceNow(Path path) throws IOException {
                if (exists(path)) {
                    try (DiskFile file = disk().open(path, Access.WRITE)) {
                        file.force();
                    }
                }
            }
        };
    }

    /// A segment that is cut loses the batch before the cut too.
    static Disk withDeepCuts(Disk disk) {
        return new DiskDecorator(disk) {
            @Override
            void truncate(Path path, DiskFile file, long sizeBytes) throws IOException {
                boolean cuts = path.toString().endsWith(SEGMENT) && sizeBytes < file.sizeInBytes();
                file.truncate(cuts ? lastBatch(file, sizeBytes) : sizeBytes);
            }
        };
    }

    /// Where the last batch begins that ends at or before a position.
    private static long lastBatch(DiskFile file, long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) end);
        file.readFully(bytes, 0);
        int last = 0;
        for (int at = 0; at + 12 <= end; ) {
            last = at;
            int size = bytes.getInt(at + 8) + 12;
            if (size < 61 || at + size >= end) {
                break;
            }
            at += size;
        }
        return last;
    }
}
