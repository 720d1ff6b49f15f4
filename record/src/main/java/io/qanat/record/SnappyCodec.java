package io.qanat.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/// Snappy in the block framing of the Java library, which Kafka's clients write; the bare format is
/// read too, as some clients write that.
///
/// ```
/// magic 82 'S' 'N' 'A' 'P' 'P' 'Y' 00 | version i32 = 1 | oldest reader i32 = 1 | (length i32 | block)*
/// ```
final class SnappyCodec implements Codec {
    private static final long MAGIC = 0x82534E4150505900L;
    private static final int HEADER_BYTES = 16;
    private static final int VERSION = 1;
    private static final int BLOCK_BYTES = 32 << 10;

    /// A copy of 64 bytes takes 3.
    private static final int RATIO_MAX = 22;

    SnappyCodec() {
        try {
            Snappy.getNativeLibraryVersion();
        } catch (SnappyError e) {
            // What the library throws when its native part is missing is no linkage error.
            throw new NoClassDefFoundError(e.getMessage());
        }
    }

    @Override
    public ByteBuffer compress(byte[] records, int size, int level, Workbench bench) {
        int blocks = (size + BLOCK_BYTES - 1) / BLOCK_BYTES;
        int worst = blocks * (Integer.BYTES + Snappy.maxCompressedLength(BLOCK_BYTES));
        ByteBuffer out = ByteBuffer.wrap(bench.place(HEADER_BYTES + worst));
        out.putLong(MAGIC).putInt(VERSION).putInt(VERSION);
        try {
            for (int at = 0; at < size; at += BLOCK_BYTES) {
                int length = Math.min(BLOCK_BYTES, size - at);
                int start = out.position() + Integer.BYTES;
                int folded = Snappy.compress(records, at, length, out.array(), start);
                out.putInt(folded).position(start + folded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.flip();
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        ByteBuffer in = Codec.onHeap(compressed);
        Unfolded out = new Unfolded(in.remaining(), limits);
        try {
            if (startsFramed(in)) {
                decompressFrames(in, out);
            } else {
                decompressBlock(in, in.remaining(), out);
            }
        } catch (IOException e) {
            throw new CorruptRecordException("snappy: " + e.getMessage());
        }
        return out.view();
    }

    private static boolean startsFramed(ByteBuffer in) {
        return in.remaining() >= HEADER_BYTES && in.getLong(in.position()) == MAGIC;
    }

    private static void decompressFrames(ByteBuffer in, Unfolded out) throws IOException {
        while (in.hasRemaining()) {
            if (startsFramed(in)) {
                in.position(in.position() + HEADER_BYTES);
                continue;
            }
            if (in.remaining() < Integer.BYTES) {
                throw new CorruptRecordException("snappy: a block's length is cut off");
            }
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new CorruptRecordException("snappy: block of " + length + " bytes");
            }
            decompressBlock(in, length, out);
            in.position(in.position() + length);
        }
    }

    private static void decompressBlock(ByteBuffer in, int length, Unfolded out)
            throws IOException {
        byte[] source = in.array();
        int at = in.arrayOffset() + in.position();
        int size = Snappy.uncompressedLength(source, at, length);
        // The claim is not trusted with an allocation that no block of this length can fill.
        if (size < 0 || size > (long) length * RATIO_MAX) {
            throw new CorruptRecordException(
                    "snappy: block of %d bytes claims %d".formatted(length, size));
        }
        byte[] into = out.withRoomFor(size);
        out.wrote(Snappy.uncompress(source, at, length, into, out.size()));
    }
}
