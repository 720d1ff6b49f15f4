package io.qanat.protocol;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What reading a message may allocate.
final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PER_INPUT_BYTE_MAX = 40;
    private static final int BASE_MAX = 64 * 1024;

    private static final int REPEATS = 2;

    private AllocatedBytes() {}

    /// Runs `reading`; fails if it allocates more than an input of `inputBytes` justifies.
    static void check(int inputBytes, Runnable reading) {
        checkTotal((long) PER_INPUT_BYTE_MAX * inputBytes + BASE_MAX, reading);
    }

    /// Runs `work`; fails if it allocates more than `bytesMax`.
    static void checkTotal(long bytesMax, Runnable work) {
        long allocated = measure(work);
        for (int i = 0; i < REPEATS && allocated > bytesMax; i++) {
            // The first run of a piece of code may also pay for its linking; what it allocates
            // itself, it allocates every time.
            allocated = Math.min(allocated, measure(work));
        }
        if (allocated > bytesMax) {
            throw new AssertionError(allocated + " bytes allocated, above " + bytesMax);
        }
    }

    private static long measure(Runnable reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
