package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.CodecLevel;
import io.qanat.record.Compression;

/// What records of one topic will take once they are compressed, as far as the batches before let
/// one expect. Thread-safe.
///
/// It begins with the assumption that compressing brings nothing. A batch that came out larger than
/// expected counts at once, a smaller one bit by bit: batches that are too large may be refused,
/// those that are too small only cost a little more.
final class SizeEstimate {
    /// Expected sizes are by this much larger, as batches differ.
    private static final double MARGIN = 1.05;

    /// How fast expectations follow batches that come out smaller.
    private static final double STEP = 1.0 / 8;

    private final CodecLevel way;
    private final boolean isCompressed;

    /// Batches with less in them say little about full ones.
    private final int tellingBytes;

    /// Compressed bytes for each plain one. Two batches that are finished at the same time may set
    /// it one after the other without knowing of each other, which does no harm.
    private volatile double ratio = 1;

    /// Knows nothing yet.
    ///
    /// @param batchBytesMax the size of a full batch
    SizeEstimate(CodecLevel way, int batchBytesMax) {
        this.way = way;
        this.isCompressed = way.codec() != Compression.NONE;
        this.tellingBytes = batchBytesMax / 2;
    }

    CodecLevel way() {
        return way;
    }

    boolean isCompressed() {
        return isCompressed;
    }

    /// What so many bytes of records will take.
    long of(long plainBytes) {
        return isCompressed ? (long) (plainBytes * ratio * MARGIN) : plainBytes;
    }

    /// A batch was compressed.
    void learn(int plainBytes, int compressedBytes) {
        if (plainBytes >= tellingBytes) {
            double seen = (double) compressedBytes / plainBytes;
            double expected = ratio;
            ratio = seen > expected ? seen : expected + (seen - expected) * STEP;
        }
    }

    /// A batch was too large for its broker: nothing is taken for granted any more.
    void distrust() {
        ratio = Math.max(1, ratio);
    }
}
