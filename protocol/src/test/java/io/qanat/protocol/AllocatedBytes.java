package io.qanat.protocol;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What reading a message may allocate.
final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PER_INPUT_BYTE_MAX = 40;
    private static final int BASE_MAX = 64 * 1024;

    private AllocatedBytes() {}

    /// Runs `reading`; fails if it allocates more than an input of `inputBytes` justifies.
    static void check(int inputBytes, Runnable reading) {
        long bound = (long) PER_INPUT_BYTE_MAX * inputBytes + BASE_MAX;
        long allocated = measure(reading);
        if (allocated > bound) {
            // The first run of a piece of code may also pay for its linking, once; what a reader
            // allocates, it allocates again.
            allocated = Math.min(allocated, Math.min(measure(reading), measure(reading)));
        }
        if (allocated > bound) {
            throw new AssertionError(
                    inputBytes + " bytes of input made the reader allocate " + allocated);
        }
    }

    private static long measure(Runnable reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
