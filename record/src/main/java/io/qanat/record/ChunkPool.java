package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Direct memory in chunks, kept for reuse. Thread-safe.
///
/// A batch begins with a small chunk, goes on with what is missing to a whole one, and then with
/// whole ones, so that many batches with little in them do not take the room of full ones:
///
/// ```
///   |first|  second  |     whole     |     whole     | ...
///   |--- chunkBytes -|-- chunkBytes -|
/// ```
///
/// The pool never refuses a chunk: how much memory may be in use is its users' budget. It only
/// bounds how much it keeps idle; further chunks are left to the garbage collector.
public final class ChunkPool {
    private static final byte POISON = (byte) 0xDB;

    private final int firstBytes;
    private final int secondBytes;
    private final int chunkBytes;
    private final long keptBytesMax;

    // In a checked pool only: the chunks that are lent.
    private final @Nullable Set<ByteBuffer> lent;

    // guards: idle chunks, lent, inUse, lentBytes, idleBytes
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> idleFirst = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> idleSecond = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> idleWhole = new ArrayDeque<>();
    private int inUse;
    private long lentBytes;
    private long idleBytes;

    private ChunkPool(
            int firstBytes, int chunkBytes, long keptBytesMax, @Nullable Set<ByteBuffer> lent) {
        if (firstBytes < RecordBatch.HEADER_BYTES || chunkBytes < firstBytes) {
            throw new IllegalArgumentException(
                    "a first chunk of "
                            + firstBytes
                            + " bytes must hold a batch header, and be no larger than others of "
                            + chunkBytes);
        }
        this.firstBytes = firstBytes;
        this.secondBytes = firstBytes == chunkBytes ? chunkBytes : chunkBytes - firstBytes;
        this.chunkBytes = chunkBytes;
        this.keptBytesMax = keptBytesMax;
        this.lent = lent;
    }

    /// A pool of chunks of one size, of which it keeps idle ones as long as there are at most so
    /// many with those that are lent.
    public static ChunkPool of(int chunkBytes, int chunksMax) {
        return of(chunkBytes, chunkBytes, (long) chunkBytes * chunksMax);
    }

    /// A pool whose batches begin with a small chunk. It keeps idle chunks as long as they are at
    /// most so many bytes with those that are lent.
    public static ChunkPool of(int firstBytes, int chunkBytes, long keptBytesMax) {
        return new ChunkPool(firstBytes, chunkBytes, keptBytesMax, null);
    }

    /// For tests: overwrites what is released, and refuses what it has not lent.
    public static ChunkPool checked(int chunkBytes, int chunksMax) {
        return checked(chunkBytes, chunkBytes, (long) chunkBytes * chunksMax);
    }

    /// The same with small chunks for the beginning of batches.
    public static ChunkPool checked(int firstBytes, int chunkBytes, long keptBytesMax) {
        return new ChunkPool(
                firstBytes,
                chunkBytes,
                keptBytesMax,
                Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /// What a batch of this size takes in its chunks.
    public long bytesFor(long batchBytes) {
        return batchBytes <= firstBytes
                ? firstBytes
                : (batchBytes + chunkBytes - 1) / chunkBytes * chunkBytes;
    }

    /// The largest batch whose chunks take at most so many bytes.
    public long batchBytesMax(long bytes) {
        if (bytes >= chunkBytes) {
            return bytes / chunkBytes * chunkBytes;
        }
        return bytes >= firstBytes ? firstBytes : 0;
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

    /// The size of all chunks that are lent now.
    public long lentBytes() {
        lock.lock();
        try {
            return lentBytes;
        } finally {
            lock.unlock();
        }
    }

    /// The size of all chunks that are kept for reuse now.
    public long idleBytes() {
        lock.lock();
        try {
            return idleBytes;
        } finally {
            lock.unlock();
        }
    }

    /// An empty chunk: position 0, limit its capacity, content undefined.
    ///
    /// @param place of the chunk in its batch, from 0
    public ByteBuffer acquire(int place) {
        int size = size(place);
        lock.lock();
        try {
            inUse++;
            lentBytes += size;
            ByteBuffer reused = idle(size).pollLast();
            ByteBuffer chunk;
            if (reused == null) {
                shrink();
                chunk = ByteBuffer.allocateDirect(size);
            } else {
                idleBytes -= size;
                chunk = reused.clear();
            }
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
        int size = chunk.capacity();
        lock.lock();
        try {
            if (lent != null) {
                poison(chunk, lent.remove(chunk));
            }
            inUse--;
            lentBytes -= size;
            if (lentBytes + idleBytes + size <= keptBytesMax) {
                idle(size).addLast(chunk);
                idleBytes += size;
            }
        } finally {
            lock.unlock();
        }
    }

    private int size(int place) {
        return switch (place) {
            case 0 -> firstBytes;
            case 1 -> secondBytes;
            default -> chunkBytes;
        };
    }

    private ArrayDeque<ByteBuffer> idle(int size) {
        if (size == chunkBytes) {
            return idleWhole;
        }
        return size == firstBytes ? idleFirst : idleSecond;
    }

    /// Drops idle chunks of other sizes when a new one takes their room.
    private void shrink() {
        while (idleBytes > 0 && lentBytes + idleBytes > keptBytesMax) {
            ByteBuffer dropped = idleWhole.pollFirst();
            if (dropped == null) {
                dropped = idleSecond.isEmpty() ? idleFirst.removeFirst() : idleSecond.removeFirst();
            }
            idleBytes -= dropped.capacity();
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
