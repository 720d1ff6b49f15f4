package io.qanat.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What is put in the place of a damage: second copies of its batches, and gaps where there are
/// none. Confined to its caller.
final class Bridge {
    private final SpareBatches spare;
    private final long end;
    private final StringBuilder tale = new StringBuilder();
    private Optional<ByteBuffer> ahead = Optional.empty();
    private long offset;
    private int epoch;
    private long told;

    /// @param end where it ends at most
    Bridge(Damage damage, SpareBatches spare, long end) {
        this.spare = spare;
        this.end = Math.min(damage.resumedOffset(), end);
        this.offset = damage.nextOffset();
        this.epoch = damage.leaderEpoch();
        this.told = offset;
    }

    /// The next batch; empty when all offsets have one.
    Optional<ByteBuffer> next() throws IOException {
        if (offset >= end) {
            tell("written again");
            return Optional.empty();
        }
        if (ahead.isEmpty()) {
            ahead = spare.from(offset).filter(batch -> header(batch).nextOffset() <= end);
        }
        long resumed = ahead.map(batch -> header(batch).baseOffset()).orElse(end);
        return Optional.of(offset < resumed ? gap(resumed) : copy(ahead.orElseThrow()));
    }

    private ByteBuffer copy(ByteBuffer batch) {
        offset = header(batch).nextOffset();
        epoch = Math.max(epoch, header(batch).leaderEpoch());
        ahead = Optional.empty();
        return batch;
    }

    private ByteBuffer gap(long resumed) {
        tell("written again");
        ByteBuffer gap = GapBatch.of(offset, resumed, epoch);
        offset = resumed;
        tell("lost");
        return gap;
    }

    private static BatchHeader header(ByteBuffer batch) {
        return BatchHeader.at(batch, batch.position());
    }

    private void tell(String fate) {
        if (told < offset) {
            tale.append(", offsets ").append(told).append(" to ").append(offset - 1);
            tale.append(' ').append(fate);
            told = offset;
        }
    }

    /// What became of which offsets.
    @Override
    public String toString() {
        return tale.toString();
    }
}
