package io.qanat.log.wal;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The latest round of one file of a write-ahead log, as it was found. Confined to the thread that
/// opens the log.
public final class WalRound {
    private final Disk disk;
    private final Path path;
    private final long fileBytes;
    private final List<FoundEntry> entries = new ArrayList<>();
    private Optional<WalHeader> header = Optional.empty();
    private long startLsn = WalReader.UNKNOWN;

    /// After the last entry that counts.
    private long endLsn = WalReader.UNKNOWN;

    private WalRound(Disk disk, Path path, long fileBytes) {
        this.disk = disk;
        this.path = path;
        this.fileBytes = fileBytes;
    }

    /// Reads a file.
    static WalRound scan(Disk disk, Path path) throws IOException {
        try (WalReader reader = WalReader.open(disk, path)) {
            var round = new WalRound(disk, path, reader.sizeInBytes());
            round.take(reader);
            return round;
        }
    }

    private void take(WalReader reader) throws IOException {
        header = reader.header();
        Optional<WalReader.Found> found = reader.next();
        while (found.isPresent()) {
            if (reader.startLsn() > startLsn) {
                // What came before is of an earlier round.
                entries.clear();
            }
            startLsn = reader.startLsn();
            entries.add(new FoundEntry(this, found.get().position(), found.get().entry()));
            found = reader.next();
        }
        startLsn = reader.startLsn();
    }

    /// The file.
    public Path path() {
        return path;
    }

    /// The undamaged entries in their order.
    public List<FoundEntry> entries() {
        return entries;
    }

    Optional<WalHeader> header() {
        return header;
    }

    long startLsn() {
        return startLsn;
    }

    /// The batches of an entry of this round.
    ByteBuffer batches(FoundEntry found) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            return new WalWindow(file, fileBytes)
                    .read(found.batchesAt(), found.entry().batchBytes());
        }
    }

    /// Takes note that an entry counts.
    void count(FoundEntry found) {
        endLsn = found.entry().nextLsn();
    }

    /// Whether an entry counts that is not in the segments.
    boolean isNeeded(long checkpointLsn) {
        return endLsn > Math.max(startLsn, checkpointLsn);
    }

    /// Makes the entries that count durable, and returns the file to go on with.
    ///
    /// What is not known to be durable is written again: after a sync that failed, the operating
    /// system may hold the bytes for synced, and would not write them at the next one.
    ///
    /// @param durableLsn up to where all is known to be durable
    /// @param checkpointLsn the LSN before which nothing is needed
    WalFile settle(long durableLsn, long checkpointLsn) throws IOException {
        WalFile file = WalFile.found(disk, path, startLsn, Math.max(startLsn, endLsn));
        if (isNeeded(checkpointLsn)) {
            WalGap gap = header.map(WalHeader::gap).orElse(WalGap.NONE);
            file.rewrite(new WalHeader(startLsn, checkpointLsn, gap), durableLsn);
            file.force();
        }
        return file;
    }
}
