package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Direct memory in chunks of one size, kept for reuse. Thread-safe.
///
/// The pool never refuses a chunk: how much memory may be in use is its users' budget. It only
/// bounds how many idle chunks it keeps; further ones are left to the garbage collector.
public final class ChunkPool {
    private static final byte POISON = (byte) 0xDB;

    private final int chunkBytes;
    private final int idleChunksMax;

    // In a checked pool only: the chunks that are lent.
    private final @Nullable Set<ByteBuffer> lent;

    // guards: idle, lent, inUse
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>();
    private int inUse;

    private ChunkPool(int chunkBytes, int idleChunksMax, @Nullable Set<ByteBuffer> lent) {
        if (chunkBytes < RecordBatch.HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "a chunk must hold a batch header: " + chunkBytes + " bytes");
        }
        this.chunkBytes = chunkBytes;
        this.idleChunksMax = idleChunksMax;
        this.lent = lent;
    }

    /// A pool of chunks of this size, of which it keeps so many when they are idle.
    public static ChunkPool of(int chunkBytes, int idleChunksMax) {
        return new ChunkPool(chunkBytes, idleChunksMax, null);
    }

    /// For tests: overwrites what is released, and refuses what it has not lent.
    public static ChunkPool checked(int chunkBytes, int idleChunksMax) {
        return new ChunkPool(
                chunkBytes, idleChunksMax, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /// The size of each chunk.
    public int chunkBytes() {
        return chunkBytes;
    }

    /// Chunks that are lent now.
    public int inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /// Chunks that are kept for reuse now.
    public int idle() {
        lock.lock();
        try {
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    /// An empty chunk: position 0, limit [#chunkBytes()], content undefined.
    public ByteBuffer acquire() {
        lock.lock();
        try {
            inUse++;
            ByteBuffer reused = idle.pollLast();
            ByteBuffer chunk =
                    reused == null ? ByteBuffer.allocateDirect(chunkBytes) : reused.clear();
            if (lent != null) {
                lent.add(chunk);
            }
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    /// Takes back a chunk that nobody reads or writes any more.
    ///
    /// @throws IllegalStateException in a checked pool, when the chunk is not lent
    public void release(ByteBuffer chunk) {
        lock.lock();
        try {
            if (lent != null) {
                poison(chunk, lent.remove(chunk));
            }
            inUse--;
            if (idle.size() < idleChunksMax) {
                idle.addLast(chunk);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void poison(ByteBuffer chunk, boolean wasLent) {
        if (!wasLent) {
            throw new IllegalStateException("released a chunk that was not lent");
        }
        chunk.clear();
        while (chunk.hasRemaining()) {
            chunk.put(POISON);
        }
    }
}
