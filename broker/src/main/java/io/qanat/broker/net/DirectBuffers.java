package io.qanat.broker.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A bounded store of direct buffers that nobody uses at the moment. Thread-safe.
///
/// Buffers come in two sizes per doubling, and a free one of the next size will do as well: at most
/// half of a buffer is unused.
final class DirectBuffers {
    private static final int SIZES_PER_DOUBLING = 2;
    private static final int SIZES_ABOVE_MAX = 1;

    // guards: free, freeBytes
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    private final long freeBytesMax;
    private long freeBytes;

    DirectBuffers(long freeBytesMax) {
        this.freeBytesMax = freeBytesMax;
        for (int size = 0; size < Integer.SIZE * SIZES_PER_DOUBLING; size++) {
            free.add(new ArrayDeque<>(1));
        }
    }

    /// A buffer with room for this many bytes.
    ByteBuffer take(int bytes) {
        int size = sizeOf(bytes);
        ByteBuffer kept = takeFree(size);
        return kept != null ? kept : ByteBuffer.allocateDirect(capacity(size));
    }

    private @Nullable ByteBuffer takeFree(int size) {
        lock.lock();
        try {
            for (int fitting = size; fitting <= size + SIZES_ABOVE_MAX; fitting++) {
                ByteBuffer buffer = poll(fitting);
                if (buffer != null) {
                    return buffer;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// Stores a buffer for later use. A full store drops other sizes for it: the load has changed,
    /// and they are the ones without use.
    void giveBack(ByteBuffer buffer) {
        int size = sizeOf(buffer.capacity());
        lock.lock();
        try {
            while (freeBytes + buffer.capacity() > freeBytesMax && dropOneOtherThan(size)) {}
            if (freeBytes + buffer.capacity() <= freeBytesMax) {
                free.get(size).push(buffer.clear());
                freeBytes += buffer.capacity();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean dropOneOtherThan(int size) {
        for (int other = free.size() - 1; other >= 0; other--) {
            if (other != size && poll(other) != null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ByteBuffer poll(int size) {
        ByteBuffer buffer = free.get(size).poll();
        freeBytes -= buffer == null ? 0 : buffer.capacity();
        return buffer;
    }

    // Sizes are numbered: 2n is 1.5 times, 2n + 1 is 2 times the power of two below.
    private static int sizeOf(int bytes) {
        int doubling = Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1);
        int isUpperHalf = (bytes - 1) >> (doubling - 2) & 1;
        return SIZES_PER_DOUBLING * doubling + isUpperHalf;
    }

    private static int capacity(int size) {
        int doubling = size / SIZES_PER_DOUBLING;
        int quarters = 3 + size % SIZES_PER_DOUBLING;
        return quarters << (doubling - 2);
    }
}
