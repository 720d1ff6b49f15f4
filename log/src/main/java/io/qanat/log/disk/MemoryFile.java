package io.qanat.log.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A file of a [MemoryDisk], which all who opened it share: closing does nothing. Thread-safe.
final class MemoryFile implements DiskFile {
    private static final int CHUNK_BYTES = 16 * 1024;

    // guards: chunks, sizeInBytes
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private long sizeInBytes;

    MemoryFile copy() {
        var copy = new MemoryFile();
        lock.lock();
        try {
            for (ByteBuffer chunk : chunks) {
                copy.chunks.add(ByteBuffer.allocate(CHUNK_BYTES).put(0, chunk, 0, CHUNK_BYTES));
            }
            copy.sizeInBytes = sizeInBytes;
            return copy;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long sizeInBytes() {
        lock.lock();
        try {
            return sizeInBytes;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer target, long position) {
        lock.lock();
        try {
            if (position >= sizeInBytes) {
                return -1;
            }
            int at = (int) (position % CHUNK_BYTES);
            long rest = Math.min(CHUNK_BYTES - at, sizeInBytes - position);
            int count = (int) Math.min(rest, target.remaining());
            target.put(chunks.get((int) (position / CHUNK_BYTES)).slice(at, count));
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        lock.lock();
        try {
            int at = (int) (position % CHUNK_BYTES);
            int count = Math.min(CHUNK_BYTES - at, source.remaining());
            grow(position + count);
            ByteBuffer chunk = chunks.get((int) (position / CHUNK_BYTES));
            chunk.put(at, source, source.position(), count);
            source.position(source.position() + count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void grow(long sizeBytes) {
        while ((long) chunks.size() * CHUNK_BYTES < sizeBytes) {
            chunks.add(ByteBuffer.allocate(CHUNK_BYTES));
        }
        sizeInBytes = Math.max(sizeInBytes, sizeBytes);
    }

    @Override
    public void truncate(long sizeBytes) {
        lock.lock();
        try {
            if (sizeBytes >= sizeInBytes) {
                return;
            }
            long kept = (sizeBytes + CHUNK_BYTES - 1) / CHUNK_BYTES;
            chunks.subList((int) kept, chunks.size()).clear();
            sizeInBytes = sizeBytes;
            clearBehindEnd();
        } finally {
            lock.unlock();
        }
    }

    /// What was cut off must read as zeros when the file grows again.
    private void clearBehindEnd() {
        if (!chunks.isEmpty()) {
            ByteBuffer last = chunks.getLast();
            for (int at = (int) (sizeInBytes % CHUNK_BYTES); at > 0 && at < CHUNK_BYTES; at++) {
                last.put(at, (byte) 0);
            }
        }
    }

    @Override
    public void force() {
        // Nothing here is ever durable.
    }

    @Override
    public void close() {
        // The content belongs to the disk.
    }
}
