package io.qanat.log.wal;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The latest round of one file of a write-ahead log, as it was found. Confined to the thread that
/// opens the log.
///
/// Nothing in the file is trusted: an entry counts when its header's checksum, its LSN and its
/// batches' checksums hold. Behind a place where none does, the round goes on with the next one
/// that does: what an earlier round left has other LSNs.
public final class WalRound {
    private static final long UNKNOWN = -1;

    private final Disk disk;
    private final Path path;
    private final long fileBytes;
    private final List<FoundEntry> entries = new ArrayList<>();
    private Optional<WalHeader> header = Optional.empty();
    private long startLsn = UNKNOWN;

    private WalRound(Disk disk, Path path, long fileBytes) {
        this.disk = disk;
        this.path = path;
        this.fileBytes = fileBytes;
    }

    /// Reads a file.
    static WalRound scan(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            var round = new WalRound(disk, path, file.sizeInBytes());
            round.scan(new WalWindow(file, round.fileBytes));
            return round;
        }
    }

    private void scan(WalWindow window) throws IOException {
        header = WalHeader.read(window.at(0, WalHeader.SIZE_BYTES));
        header.ifPresent(found -> startLsn = found.startLsn());
        long position = WalHeader.SIZE_BYTES;
        while (position < fileBytes) {
            Optional<WalEntry> entry = entry(window, position);
            if (entry.isEmpty()) {
                position += WalEntry.ALIGNMENT_BYTES;
                continue;
            }
            startLsn = entry.get().lsn() - position + WalHeader.SIZE_BYTES;
            var found = new FoundEntry(this, position, entry.get());
            if (isWhole(window, found)) {
                entries.add(found);
            }
            position += entry.get().sizeInBytes();
        }
    }

    private Optional<WalEntry> entry(WalWindow window, long position) throws IOException {
        ByteBuffer bytes = window.at(position, WalEntry.HEADER_BYTES_MAX);
        if (bytes.remaining() < WalEntry.FIXED_BYTES) {
            return Optional.empty();
        }
        long lsn = bytes.getLong(WalEntry.LSN_AT);
        long expected = startLsn + position - WalHeader.SIZE_BYTES;
        if (startLsn == UNKNOWN ? lsn < position - WalHeader.SIZE_BYTES : lsn != expected) {
            return Optional.empty();
        }
        return WalEntry.read(bytes, 0).filter(entry -> entry.sizeInBytes() <= fileBytes - position);
    }

    private static boolean isWhole(WalWindow window, FoundEntry found) throws IOException {
        WalEntry entry = found.entry();
        ByteBuffer batches = window.read(found.batchesAt(), entry.batchBytes());
        long next = entry.baseOffset();
        try {
            while (batches.hasRemaining()) {
                RecordBatch batch = RecordBatch.next(batches);
                if (batch.baseOffset() != next
                        || batch.leaderEpoch() != entry.leaderEpoch()
                        || !batch.hasValidCrc()) {
                    return false;
                }
                next = batch.nextOffset();
            }
        } catch (CorruptRecordException e) {
            return false;
        }
        return next == entry.lastOffset() + 1;
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

    /// Makes what is at or behind an LSN unreadable, and the rest durable; returns the file to go
    /// on with.
    WalFile cut(long endLsn) throws IOException {
        WalFile file =
                WalFile.found(
                        disk, path, startLsn, Math.min(endLsn, Math.max(startLsn, lastLsn())));
        for (FoundEntry found : entries) {
            if (found.entry().lsn() >= endLsn) {
                file.erase(found.position(), WalEntry.FIXED_BYTES);
            }
        }
        if (startLsn >= endLsn && fileBytes > 0) {
            file.erase(0, WalHeader.SIZE_BYTES);
        }
        file.force();
        return file;
    }

    private long lastLsn() {
        return entries.isEmpty() ? startLsn : entries.getLast().entry().nextLsn();
    }
}
