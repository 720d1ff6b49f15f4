package io.qanat.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Bytes written one after the other into chunks of a pool, which it takes as they are needed.
/// Confined to its batch.
final class ChunkWriter {
    private static final int VARINT_BYTES_MAX = 5;
    private static final int VARLONG_BYTES_MAX = 10;

    private final ChunkPool pool;
    private final List<ByteBuffer> chunks = new ArrayList<>(4);
    private ByteBuffer current;
    private int fullBytes;

    /// Begins behind `reservedBytes`, which must fit one chunk.
    ChunkWriter(ChunkPool pool, int reservedBytes) {
        this.pool = pool;
        this.current = pool.acquire(0).position(reservedBytes);
        chunks.add(current);
    }

    int sizeInBytes() {
        return fullBytes + current.position();
    }

    /// The chunk that holds what was reserved.
    ByteBuffer first() {
        return chunks.getFirst();
    }

    void writeByte(int value) {
        if (!current.hasRemaining()) {
            grow();
        }
        current.put((byte) value);
    }

    void writeVarint(int value) {
        int zigzag = (value << 1) ^ (value >> 31);
        if (current.remaining() < VARINT_BYTES_MAX) {
            writeUnsignedSlowly(Integer.toUnsignedLong(zigzag));
            return;
        }
        while ((zigzag & ~0x7f) != 0) {
            current.put((byte) (zigzag | 0x80));
            zigzag >>>= 7;
        }
        current.put((byte) zigzag);
    }

    void writeVarlong(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        if (current.remaining() < VARLONG_BYTES_MAX) {
            writeUnsignedSlowly(zigzag);
            return;
        }
        while ((zigzag & ~0x7fL) != 0) {
            current.put((byte) (zigzag | 0x80));
            zigzag >>>= 7;
        }
        current.put((byte) zigzag);
    }

    private void writeUnsignedSlowly(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            writeByte((int) (rest | 0x80));
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > current.remaining()) {
            int fitting = current.remaining();
            current.put(bytes, from, fitting);
            from += fitting;
            left -= fitting;
            grow();
        }
        current.put(bytes, from, left);
    }

    /// Writes from position to limit; the buffer itself is not moved.
    void write(ByteBuffer bytes) {
        int from = bytes.position();
        int left = bytes.remaining();
        while (left > current.remaining()) {
            int fitting = current.remaining();
            current.put(current.position(), bytes, from, fitting).position(current.limit());
            from += fitting;
            left -= fitting;
            grow();
        }
        current.put(current.position(), bytes, from, left).position(current.position() + left);
    }

    /// Writes the bytes' number as a varint, then the text in UTF-8.
    void writeText(String text) {
        int size = Utf8.sizeOf(text);
        writeVarint(size);
        if (size != text.length() || size > current.remaining()) {
            write(text.getBytes(StandardCharsets.UTF_8), 0, size);
            return;
        }
        // As many bytes as characters: ASCII, or a lone surrogate, which UTF-8 has as '?'.
        for (int i = 0; i < size; i++) {
            char next = text.charAt(i);
            current.put((byte) (next < Utf8.ASCII_END ? next : '?'));
        }
    }

    private void grow() {
        fullBytes += current.position();
        current = pool.acquire(chunks.size());
        chunks.add(current);
    }

    /// Forgets what was written behind `reservedBytes`, and keeps only the first chunk.
    void rewind(int reservedBytes) {
        while (chunks.size() > 1) {
            pool.release(chunks.removeLast());
        }
        fullBytes = 0;
        current = chunks.getFirst().clear().position(reservedBytes);
    }

    /// Views of all that was written, in order.
    List<ByteBuffer> written() {
        List<ByteBuffer> views = new ArrayList<>(chunks.size());
        for (ByteBuffer chunk : chunks) {
            views.add(chunk.duplicate().flip());
        }
        return views;
    }

    /// Gives all chunks back; nothing may be written or read afterwards.
    void release() {
        chunks.forEach(pool::release);
        chunks.clear();
    }
}
