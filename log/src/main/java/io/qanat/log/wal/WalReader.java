package io.qanat.log.wal;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// The undamaged entries of one file's latest round, one after the other. Confined to its reader.
///
/// Nothing in the file is trusted: an entry counts when its header's checksum, its LSN and its
/// batches' checksums hold. Behind a place where none does, the round goes on with the next one
/// that does: what an earlier round left has other LSNs.
public final class WalReader implements AutoCloseable {
    /// The LSN of a file of which neither header nor entry can be read.
    public static final long UNKNOWN = -1;

    private final DiskFile file;
    private final long fileBytes;
    private final WalWindow window;
    private final Optional<WalHeader> header;
    private long startLsn;
    private long position = WalHeader.SIZE_BYTES;

    /// An entry.
    ///
    /// @param position where in the file it begins
    /// @param entry its header
    public record Found(long position, WalEntry entry) {}

    private WalReader(DiskFile file, long fileBytes) throws IOException {
        this.file = file;
        this.fileBytes = fileBytes;
        this.window = new WalWindow(file, fileBytes);
        this.header = WalHeader.read(window.at(0, WalHeader.SIZE_BYTES));
        this.startLsn = header.map(WalHeader::startLsn).orElse(UNKNOWN);
    }

    /// Opens a file.
    public static WalReader open(Disk disk, Path path) throws IOException {
        DiskFile file = disk.open(path, Disk.Access.READ);
        boolean opened = false;
        try {
            var reader = new WalReader(file, file.sizeInBytes());
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /// The next entry; empty when the round has no more.
    public Optional<Found> next() throws IOException {
        while (position < fileBytes) {
            Optional<WalEntry> entry = entry();
            if (entry.isEmpty()) {
                position += WalEntry.ALIGNMENT_BYTES;
                continue;
            }
            startLsn = entry.get().lsn() - position + WalHeader.SIZE_BYTES;
            var found = new Found(position, entry.get());
            position += entry.get().sizeInBytes();
            if (isWhole(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Optional<WalEntry> entry() throws IOException {
        // Most of a file may be room for later entries, which is zeros; no entry begins with so
        // many.
        if (fileBytes - position < WalEntry.FIXED_BYTES || window.longAt(position) == 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = window.at(position, WalEntry.HEADER_BYTES_MAX);
        long lsn = bytes.getLong(WalEntry.LSN_AT);
        // A greater one is of a later round, whose header never reached the disk.
        if (lsn - (position - WalHeader.SIZE_BYTES) < Math.max(startLsn, 0)) {
            return Optional.empty();
        }
        return WalEntry.read(bytes, 0).filter(entry -> entry.sizeInBytes() <= fileBytes - position);
    }

    private boolean isWhole(Found found) throws IOException {
        WalEntry entry = found.entry();
        ByteBuffer batches =
                window.read(found.position() + entry.headerBytes(), entry.batchBytes());
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

    Optional<WalHeader> header() {
        return header;
    }

    /// The LSN at which the round begins, or [#UNKNOWN].
    public long startLsn() {
        return startLsn;
    }

    /// The LSN before which all was in the segments when the round began; 0 when the header cannot
    /// be read.
    public long checkpointLsn() {
        return header.map(WalHeader::checkpointLsn).orElse(0L);
    }

    /// Whether the file's header can be read.
    public boolean hasHeader() {
        return header.isPresent();
    }

    /// The size of the file.
    public long sizeInBytes() {
        return fileBytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
