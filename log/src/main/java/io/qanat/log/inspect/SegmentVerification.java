package io.qanat.log.inspect;

import io.qanat.log.segment.IndexSums;
import io.qanat.log.segment.PartitionFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The verification of one segment with its indexes. Confined to the thread that verifies.
final class SegmentVerification {
    private final PartitionFolder folder;
    private final PartitionTrust trust;
    private final long baseOffset;
    private final long next;
    private final Report report;
    private final Path path;
    private final List<IndexCheck> indexes = new ArrayList<>();

    /// @param next the base offset of the segment after it, -1 when it is the last
    SegmentVerification(
            PartitionFolder folder,
            PartitionTrust trust,
            long baseOffset,
            long next,
            Report report) {
        this.folder = folder;
        this.trust = trust;
        this.baseOffset = baseOffset;
        this.next = next;
        this.report = report;
        this.path = folder.file(baseOffset, PartitionFolder.LOG);
    }

    /// Reads everything.
    ///
    /// @throws NoSuchFileException when the segment is gone
    void run(OffsetOrder order, EpochAgreement epochs) throws IOException {
        // The batches are opened before the indexes: an entry may name a batch that came later, but
        // no index of an earlier time is compared with later batches.
        try (SegmentBatches batches = SegmentBatches.open(folder.disk(), path)) {
            report.countSegment();
            order.begin(path, baseOffset);
            openIndexes();
            read(batches, order, epochs);
            report.countBytes(batches.sizeInBytes());
            for (IndexCheck index : indexes) {
                index.end();
                report.countBytes(index.sizeInBytes());
            }
            checkSums();
        } finally {
            for (IndexCheck index : indexes) {
                index.close();
            }
        }
    }

    /// The sums of indexes are never synced: only after an orderly close they must be right.
    private void checkSums() throws IOException {
        Path sums = folder.file(baseOffset, PartitionFolder.INDEX_SUMS);
        if (trust.use() != FolderUse.CLOSED
                || indexes.stream().anyMatch(IndexCheck::isFlawed)
                || !folder.disk().exists(sums)) {
            return;
        }
        try {
            Optional<IndexSums> found = IndexSums.read(folder, baseOffset);
            if (found.isEmpty() || !found.get().fit(folder, baseOffset)) {
                report.damage(
                        sums,
                        (found.isEmpty() ? "is damaged" : "does not fit the indexes")
                                + "; the next start checks the segment and makes both anew");
            }
        } catch (NoSuchFileException e) {
            // An index is missing, which was told.
        }
    }

    private void read(SegmentBatches batches, OffsetOrder order, EpochAgreement epochs)
            throws IOException {
        Optional<SegmentPiece> piece = batches.next();
        while (piece.isPresent()) {
            switch (piece.get()) {
                case StoredBatch batch -> {
                    report.countBatch();
                    order.take(path, batch, order.isDue(batch) ? Optional.empty() : batches.peek());
                    epochs.take(path, batch);
                    for (IndexCheck index : indexes) {
                        index.take(batch);
                    }
                }
                case BrokenPlace place -> pass(place, batches.peek(), order);
            }
            piece = batches.next();
        }
    }

    private void pass(BrokenPlace place, Optional<StoredBatch> after, OffsetOrder order)
            throws IOException {
        long lost = order.nextOffset();
        if (place.isTail() && next < 0 && trust.mayEndAt(lost)) {
            report.note(
                    path,
                    place.position(),
                    place.sizeInBytes()
                            + " bytes after the last whole batch: "
                            + trust.unfinishedEnd());
            return;
        }
        after.ifPresent(order::resumeAt);
        String what = place.problem() + ", " + place.sizeInBytes() + " bytes" + loss(lost, after);
        if (trust.isUndecided(lost)) {
            report.note(path, place.position(), what + PartitionTrust.UNDECIDED);
        } else {
            report.damage(path, place.position(), what);
        }
        long resumed = after.isPresent() ? after.get().baseOffset() : Long.MAX_VALUE;
        for (IndexCheck index : indexes) {
            index.pass(place, resumed);
        }
    }

    private static String loss(long lost, Optional<StoredBatch> after) {
        return after.isPresent() && after.get().baseOffset() > lost
                ? ": " + OffsetOrder.missing(lost, after.get().baseOffset())
                : "";
    }

    private void openIndexes() throws IOException {
        open(
                PartitionFolder.OFFSET_INDEX,
                index ->
                        new OffsetIndexCheck(
                                index, IndexEntries.ofOffsets(folder.disk(), index.path())));
        open(
                PartitionFolder.TIME_INDEX,
                index ->
                        new TimeIndexCheck(
                                index, IndexEntries.ofTimes(folder.disk(), index.path())));
    }

    private interface Opening {
        IndexCheck of(CheckedIndex index) throws IOException;
    }

    private void open(String suffix, Opening opening) throws IOException {
        Path index = folder.file(baseOffset, suffix);
        boolean settled = trust.isSettled(next);
        try {
            indexes.add(
                    opening.of(
                            new CheckedIndex(
                                    index, baseOffset, settled, trust.isOurs(), this::flaw)));
            indexes.getLast().advance();
        } catch (NoSuchFileException e) {
            missing(index, settled);
        }
    }

    private void missing(Path index, boolean settled) {
        // The index of a segment that is being written comes with its first entries.
        if (settled && folder.disk().exists(path)) {
            report.damage(index, "is missing; it is made anew at the next start");
        }
    }

    /// An index that is made anew at the next start anyway cannot do harm unless there is a broker
    /// that uses it.
    private void flaw(Path index, long position, String text) {
        if (trust.isSettled(next) || trust.use() == FolderUse.OPEN) {
            report.damage(index, position, text);
        } else {
            report.note(
                    index, position, text + "; after a crash it is made anew by the next start");
        }
    }
}
