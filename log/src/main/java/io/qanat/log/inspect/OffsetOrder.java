package io.qanat.log.inspect;

import java.nio.file.Path;
import java.util.Optional;

/// The rule that a partition's batches follow each other by their offsets. Confined to its caller.
///
/// The checksum of a batch does not cover its base offset: a wrong one shows by its neighbours.
final class OffsetOrder {
    private static final long UNKNOWN = -1;

    private final Report report;
    private final PartitionTrust trust;
    private long nextOffset = UNKNOWN;

    OffsetOrder(Report report, PartitionTrust trust) {
        this.report = report;
        this.trust = trust;
    }

    /// The offset that the next batch is to have, -1 before the first.
    long nextOffset() {
        return nextOffset;
    }

    /// A segment begins whose file is named after an offset.
    void begin(Path file, long baseOffset) {
        if (nextOffset != UNKNOWN && baseOffset < nextOffset) {
            report.damage(file, "the segment before it reaches up to offset " + (nextOffset - 1));
        } else if (nextOffset != UNKNOWN && baseOffset > nextOffset) {
            missing(file, Finding.NOWHERE, nextOffset, baseOffset, " before it");
        }
        nextOffset = baseOffset;
    }

    /// Files are gone that were there when the reading began.
    void interrupt() {
        nextOffset = UNKNOWN;
    }

    /// Offsets were lost with a broken place that ends where a batch begins.
    void resumeAt(StoredBatch next) {
        nextOffset = Math.max(nextOffset, next.baseOffset());
    }

    /// Whether a batch is the next one.
    boolean isDue(StoredBatch batch) {
        return batch.baseOffset() == nextOffset;
    }

    /// Takes the next batch.
    ///
    /// @param after the batch behind one that is not due, when a whole one is there
    void take(Path file, StoredBatch batch, Optional<StoredBatch> after) {
        long expected = nextOffset;
        long base = batch.baseOffset();
        nextOffset = batch.nextOffset();
        if (base == expected) {
            return;
        }
        long expectedNext = expected + batch.nextOffset() - base;
        boolean isAlone = after.isPresent() && after.get().baseOffset() == expectedNext;
        if (isAlone || base < expected) {
            report.damage(
                    file,
                    batch.position(),
                    "a batch with base offset " + base + " where offset " + expected + " is due");
            nextOffset = isAlone ? expectedNext : Math.max(expected, batch.nextOffset());
        } else {
            missing(file, batch.position(), expected, base, "");
        }
    }

    private void missing(Path file, long position, long from, long to, String where) {
        if (trust.isUndecided(from)) {
            report.note(file, position, missing(from, to) + where + PartitionTrust.UNDECIDED);
        } else if (trust.isOurs()) {
            report.damage(file, position, missing(from, to) + where);
        }
    }

    static String missing(long from, long to) {
        return from == to - 1
                ? "offset " + from + " is missing"
                : "the offsets " + from + " to " + (to - 1) + " are missing";
    }
}
