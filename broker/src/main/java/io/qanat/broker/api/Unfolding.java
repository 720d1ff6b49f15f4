package io.qanat.broker.api;

import io.qanat.record.Compression;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import java.util.concurrent.Semaphore;

/// The bound on memory and processors for opening compressed batches. Thread-safe.
///
/// At most one batch per processor is open at a time, and each unfolds to an eighth of the heap at
/// most, or 16 MiB if that is more.
final class Unfolding {
    private static final long OUTPUT_BYTES_AT_LEAST = 16 << 20;

    private final Semaphore places;
    private final DecompressionLimits limits;

    Unfolding(int processors, long heapBytesMax) {
        places = new Semaphore(processors, true);
        DecompressionLimits widest = DecompressionLimits.DEFAULT;
        long outputBytesMax =
                Math.clamp(heapBytesMax / 8, OUTPUT_BYTES_AT_LEAST, widest.outputBytesMax());
        limits = new DecompressionLimits((int) outputBytesMax, widest.ratioMax());
    }

    /// The bounds of this machine.
    static Unfolding ofThisMachine() {
        Runtime runtime = Runtime.getRuntime();
        return new Unfolding(runtime.availableProcessors(), runtime.maxMemory());
    }

    DecompressionLimits limits() {
        return limits;
    }

    /// Waits for a place, if the batch needs one.
    void enter(RecordBatch batch) {
        if (batch.compression() != Compression.NONE) {
            places.acquireUninterruptibly();
        }
    }

    /// Gives the place to the next.
    void leave(RecordBatch batch) {
        if (batch.compression() != Compression.NONE) {
            places.release();
        }
    }
}
