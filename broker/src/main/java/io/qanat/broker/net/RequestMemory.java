package io.qanat.broker.net;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/// The budget of memory that requests are read into. Thread-safe.
///
/// Small requests take heap memory and stand outside the budget; the bound on a connection's
/// unanswered requests bounds them. Large ones wait, first come first served, until the budget has
/// room, and are read straight into a direct buffer that the log writes from. A request above the
/// whole budget waits until it is alone.
final class RequestMemory {
    /// Requests up to this size are copied out of the connection's intake.
    static final int SMALL_BYTES_MAX = 16 * 1024;

    private static final int PERMIT_BYTES = 1024;

    private final Semaphore permits;
    private final int permitsMax;
    private final DirectBuffers buffers;

    RequestMemory(long budgetBytes) {
        permitsMax = Math.toIntExact(Math.max(1, budgetBytes / PERMIT_BYTES));
        permits = new Semaphore(permitsMax, true);
        buffers = new DirectBuffers(budgetBytes);
    }

    /// Memory for a request of this size; waits while the budget is used up.
    ///
    /// @throws FrameException if the JVM has not that much memory
    Lease lease(int sizeInBytes) throws InterruptedException {
        if (sizeInBytes <= SMALL_BYTES_MAX) {
            return Lease.unpooled(ByteBuffer.allocate(sizeInBytes));
        }
        int taken = Math.min(permitsMax, (sizeInBytes - 1) / PERMIT_BYTES + 1);
        permits.acquire(taken);
        try {
            return taken < permitsMax ? direct(sizeInBytes, taken) : oversize(sizeInBytes);
        } catch (OutOfMemoryError exhausted) {
            permits.release(taken);
            throw new FrameException(
                    "no memory for a request of " + sizeInBytes + " bytes", exhausted);
        }
    }

    private Lease direct(int sizeInBytes, int taken) {
        ByteBuffer buffer = buffers.take(sizeInBytes);
        return Lease.pooled(
                buffer.limit(sizeInBytes),
                () -> {
                    buffers.giveBack(buffer);
                    permits.release(taken);
                });
    }

    private Lease oversize(int sizeInBytes) {
        return Lease.pooled(ByteBuffer.allocate(sizeInBytes), () -> permits.release(permitsMax));
    }
}
