package io.qanat.cli.text;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/// The lines of a channel as bytes, one at a time in a buffer that is used again. Confined to its
/// reader.
///
/// A line ends at a line feed, which is no part of it, or at the end of the channel. Nothing is
/// decoded, and a carriage return stays: the line is the record's value, and must come back as it
/// was. A line above the limit is skipped without being kept.
public final class LineSource {
    private static final int READ_BYTES = 256 * 1024;
    private static final int KEPT_BYTES_MAX = 512 * 1024 * 1024;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private final ReadableByteChannel channel;
    private final int lineBytesMax;
    private ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);

    /// Where the bytes after the current line start, and where what was read ends.
    private int position;

    private int limit;
    private boolean hasEnded;

    private long number;
    private int lineStart;
    private long lineBytes;

    /// Reads nothing yet.
    public LineSource(ReadableByteChannel channel, int lineBytesMax) {
        this.channel = channel;
        this.lineBytesMax = Math.min(lineBytesMax, KEPT_BYTES_MAX);
    }

    /// Moves to the next line; false at the end.
    public boolean advance() throws IOException {
        int scanned = position;
        while (true) {
            int lineFeed = lineFeed(buffer.array(), scanned, limit);
            if (lineFeed >= 0) {
                return found(lineFeed, lineFeed + 1);
            }
            if (hasEnded) {
                return position < limit && found(limit, limit);
            }
            if (limit - position > lineBytesMax) {
                return skipRest();
            }
            int kept = limit - position;
            fill();
            scanned = position + kept;
        }
    }

    /// The current line's number, from 1.
    public long number() {
        return number;
    }

    /// The current line's length, also of one that is oversize.
    public long sizeInBytes() {
        return lineBytes;
    }

    /// Whether the current line is above the limit, so that its bytes are gone.
    public boolean isOversize() {
        return lineBytes > lineBytesMax;
    }

    /// The current line's bytes, good until the next [#advance()].
    public ByteBuffer line() {
        if (isOversize()) {
            throw new IllegalStateException("line " + number + " was not kept");
        }
        return buffer.slice(lineStart, (int) lineBytes);
    }

    private boolean found(int end, int next) {
        number++;
        lineStart = position;
        lineBytes = (long) end - position;
        position = next;
        return true;
    }

    private boolean skipRest() throws IOException {
        number++;
        lineBytes = 0;
        while (true) {
            int lineFeed = lineFeed(buffer.array(), position, limit);
            lineBytes += (lineFeed >= 0 ? lineFeed : limit) - (long) position;
            position = lineFeed >= 0 ? lineFeed + 1 : limit;
            if (lineFeed >= 0 || hasEnded) {
                return true;
            }
            fill();
        }
    }

    /// Reads more behind what is left, which moves to the front.
    private void fill() throws IOException {
        int kept = limit - position;
        var target = buffer;
        if (kept > target.capacity() - READ_BYTES / 2) {
            target = ByteBuffer.allocate(target.capacity() * 2);
        }
        System.arraycopy(buffer.array(), position, target.array(), 0, kept);
        buffer = target;
        position = 0;
        buffer.clear().position(kept);
        hasEnded = channel.read(buffer) < 0;
        limit = buffer.position();
        buffer.clear();
    }

    /// The index of the first line feed, or -1. Looks at eight bytes at once: a byte of `word ^
    /// LINE_FEEDS` is zero where there is one, and the lowest high bit of the usual zero-byte test
    /// marks it.
    static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
            long zeros = (difference - ONES) & ~difference & HIGH_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
