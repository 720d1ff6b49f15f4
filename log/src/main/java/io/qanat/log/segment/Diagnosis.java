package io.qanat.log.segment;

import java.io.IOException;
import java.util.Optional;

/// What is to be done about the places of a segment where the batch that belongs there does not
/// stand. Confined to its caller.
///
/// The checksum covers a batch but for offset, length, leader epoch and format. These follow from
/// what stands before and behind: offsets and positions have no gaps, epochs never fall and begin
/// where the epoch checkpoint says. When checkpoint and batches contradict each other, one batch on
/// its own is believed to be wrong; against two in a row, the checkpoint is.
final class Diagnosis {
    private final BatchCheck check;
    private final Resumption resumption;
    private EpochSpans epochs;
    private boolean contradicted;

    /// Something to do.
    sealed interface Remedy {
        /// The batch is whole, and what no checksum covers is to be put right.
        record Replace(Misplaced batch, BatchHeader header) implements Remedy {}

        /// Bytes, or no bytes, give way to a placeholder.
        record Remove(Damage damage) implements Remedy {}

        /// Nothing.
        record Keep(BatchHeader header) implements Remedy {}
    }

    Diagnosis(BatchCheck check, EpochSpans epochs) {
        this.check = check;
        this.resumption = new Resumption(check);
        this.epochs = epochs;
    }

    /// Whether the epoch checkpoint turned out to be wrong.
    boolean contradicted() {
        return contradicted;
    }

    /// What to do about a position, which is before the end of the file.
    ///
    /// @param offset the offset of the batch that belongs there
    /// @param epochBefore the epoch of the batch before
    /// @param segmentEnd the offset at which the next segment begins, -1 when that is not known
    Remedy at(long position, long offset, int epochBefore, long segmentEnd) throws IOException {
        String problem = problem(position, offset, epochBefore);
        return problem.isEmpty()
                ? new Remedy.Keep(check.header(position).orElseThrow())
                : remedy(position, offset, epochBefore, segmentEnd, problem);
    }

    private String problem(long position, long offset, int epochBefore) throws IOException {
        String problem = check.problem(position, offset, epochs);
        if (!problem.isEmpty() || epochs.isExact(offset)) {
            return problem;
        }
        BatchHeader header = check.header(position).orElseThrow();
        int epoch = header.leaderEpoch();
        Optional<BatchHeader> next = follower(position, header.sizeInBytes(), header.nextOffset());
        boolean falls = next.isPresent() && next.get().leaderEpoch() < epoch;
        return epoch < epochBefore || falls
                ? "a wrong leader epoch " + epoch + " of the batch at offset " + offset
                : "";
    }

    private Remedy remedy(
            long position, long offset, int epochBefore, long segmentEnd, String problem)
            throws IOException {
        Optional<BatchHeader> own = check.header(position);
        if (own.isPresent() && check.recordsHold(position, own.get().sizeInBytes())) {
            int size = own.get().sizeInBytes();
            return placed(position, size, offset, epochBefore, segmentEnd, problem);
        }
        long end = resumption.after(position, offset);
        if (own.isPresent() && check.recordsHold(position, end - position)) {
            int size = (int) (end - position);
            return placed(position, size, offset, epochBefore, segmentEnd, problem);
        }
        long resumedOffset = check.header(end).map(BatchHeader::baseOffset).orElse(offset);
        return new Remedy.Remove(
                new Damage(
                        position, end, offset, resumedOffset, epoch(offset, epochBefore), problem));
    }

    /// What to do about a batch whose checksum holds.
    private Remedy placed(
            long position,
            int sizeBytes,
            long offset,
            int epochBefore,
            long segmentEnd,
            String problem)
            throws IOException {
        BatchHeader own = check.header(position).orElseThrow();
        if (isBehindGap(position, own, offset, sizeBytes, segmentEnd)) {
            int epoch = epoch(offset, epochBefore);
            return new Remedy.Remove(
                    new Damage(position, position, offset, own.baseOffset(), epoch, problem));
        }
        long nextOffset = offset + own.lastOffsetDelta() + 1;
        int epoch = rightEpoch(own, offset, epochBefore, follower(position, sizeBytes, nextOffset));
        BatchHeader right = own.at(offset, sizeBytes, epoch);
        if (epoch < 0 || !right.isPlausible(check.segmentBase())) {
            int gapEpoch = epoch(offset, epochBefore);
            long end = position + sizeBytes;
            return new Remedy.Remove(
                    new Damage(position, end, offset, nextOffset, gapEpoch, problem));
        }
        return right.equals(own)
                ? new Remedy.Keep(own)
                : new Remedy.Replace(
                        new Misplaced(position, offset, sizeBytes, epoch, problem), right);
    }

    /// Whether a batch is in its place, and those before it are missing: then what follows it
    /// continues it.
    private boolean isBehindGap(
            long position, BatchHeader own, long offset, int sizeBytes, long segmentEnd)
            throws IOException {
        if (!own.isPlausible(check.segmentBase()) || own.baseOffset() <= offset) {
            return false;
        }
        boolean last = position + sizeBytes == check.fileBytes();
        return last
                ? own.nextOffset() == segmentEnd
                : follower(position, sizeBytes, own.nextOffset()).isPresent();
    }

    private Optional<BatchHeader> follower(long position, int sizeBytes, long offset)
            throws IOException {
        return check.header(position + sizeBytes)
                .filter(next -> next.isPlausible(check.segmentBase()))
                .filter(next -> next.baseOffset() == offset);
    }

    private int epoch(long offset, int epochBefore) {
        return epochs.isExact(offset)
                ? epochs.least(offset)
                : Math.max(epochBefore, epochs.least(offset));
    }

    /// The epoch that a batch must have; -1 when nothing tells.
    private int rightEpoch(
            BatchHeader own, long offset, int epochBefore, Optional<BatchHeader> next) {
        if (epochs.isExact(offset)) {
            boolean agreed =
                    own.leaderEpoch() == epochs.least(offset)
                            || next.isEmpty()
                            || epochs.allows(next.get().leaderEpoch(), next.get().baseOffset());
            if (agreed) {
                return epochs.least(offset);
            }
            contradicted = true;
            epochs = epochs.inexact();
        }
        int least = epoch(offset, epochBefore);
        int most = next.map(BatchHeader::leaderEpoch).orElse(Integer.MAX_VALUE);
        if (own.leaderEpoch() >= least && (own.leaderEpoch() <= most || most < least)) {
            return own.leaderEpoch();
        }
        return most == least ? least : -1;
    }
}
