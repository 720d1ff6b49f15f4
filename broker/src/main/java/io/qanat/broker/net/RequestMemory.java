package io.qanat.broker.net;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The budget of memory that requests are read into. Thread-safe.
///
/// Small requests take heap memory and stand outside the budget; the bound on a connection's
/// unanswered requests bounds them. Large ones wait, first come first served, until the budget has
/// room, and are read straight into a direct buffer that the log writes from. A request above the
/// whole budget waits until it is alone.
///
/// Memory that is lent is given back when the request is answered. Only a peer that sends half a
/// request and stops would keep it: whoever has waited too long has such peers looked for.
final class RequestMemory {
    /// How long a request waits for memory before the peers that stopped midway are cut off.
    static final long STARVED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int PERMIT_BYTES = 1024;

    private final Semaphore permits;
    private final int permitsMax;
    private final DirectBuffers buffers;
    private final Runnable onStarvation;

    /// @param onStarvation frees what can be freed
    RequestMemory(long budgetBytes, Runnable onStarvation) {
        permitsMax = Math.toIntExact(Math.max(1, budgetBytes / PERMIT_BYTES));
        permits = new Semaphore(permitsMax, true);
        buffers = new DirectBuffers(budgetBytes);
        this.onStarvation = onStarvation;
    }

    /// Memory for a request of this size; waits while the budget is used up.
    ///
    /// @throws FrameException if the JVM has not that much memory
    Lease lease(int sizeInBytes) throws InterruptedException {
        if (sizeInBytes <= FrameReader.INTAKE_BYTES) {
            return Lease.unpooled(ByteBuffer.allocate(sizeInBytes));
        }
        int taken = Math.min(permitsMax, (sizeInBytes - 1) / PERMIT_BYTES + 1);
        while (!permits.tryAcquire(taken, STARVED_NANOS, TimeUnit.NANOSECONDS)) {
            onStarvation.run();
        }
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
