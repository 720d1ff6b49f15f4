package io.qanat.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/// The LZ4 frame format, written as Kafka writes it: independent blocks of 64 KiB, no checksums of
/// content.
///
/// ```
/// magic 184D2204 | flags | block size | (content size i64)? | header checksum | (length | block)* | 0 | (checksum)?
/// flags: 6-7 version 1, 5 independent, 4 block checksums, 3 content size, 2 content checksum, 0 dictionary
/// ```
final class Lz4Codec implements Codec {
    private static final int MAGIC = 0x184D2204;
    private static final int FLAGS = 0x60;
    private static final int BLOCK_SIZE_CODE = 0x40;
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int STORED_BIT = 0x80000000;
    private static final int CHECKSUM_BYTES = 4;

    /// 64 KiB; the codes above it stand for 256 KiB, 1 MiB and 4 MiB.
    private static final int BLOCK_SIZE_CODE_MIN = 4;

    /// A byte of a block stands for at most so many.
    private static final int RATIO_MAX = 255;

    private static final int INDEPENDENT_FLAG = 0x20;
    private static final int BLOCK_CHECKSUM_FLAG = 0x10;
    private static final int CONTENT_SIZE_FLAG = 0x08;
    private static final int CONTENT_CHECKSUM_FLAG = 0x04;
    private static final int UNKNOWN_FLAGS = 0x03;

    private final LZ4Factory factory = LZ4Factory.fastestInstance();
    private final XXHash32 hash = XXHashFactory.fastestInstance().hash32();

    @Override
    public ByteBuffer compress(byte[] records, int size, int level, Workbench bench) {
        LZ4Compressor compressor =
                level == Compression.LZ4.levelDefault()
                        ? factory.fastCompressor()
                        : factory.highCompressor(level);
        int blocks = size / BLOCK_BYTES + 1;
        int worst = blocks * (Integer.BYTES + compressor.maxCompressedLength(BLOCK_BYTES));
        ByteBuffer out =
                ByteBuffer.wrap(bench.place(HEADER_BYTES + worst + Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).put((byte) FLAGS).put((byte) BLOCK_SIZE_CODE);
        out.put(headerChecksum(out, Integer.BYTES, 2));
        for (int at = 0; at < size; at += BLOCK_BYTES) {
            compressBlock(compressor, records, at, Math.min(BLOCK_BYTES, size - at), out);
        }
        return out.putInt(0).flip();
    }

    private static void compressBlock(
            LZ4Compressor compressor, byte[] records, int at, int length, ByteBuffer out) {
        int start = out.position() + Integer.BYTES;
        int size =
                compressor.compress(
                        ByteBuffer.wrap(records), at, length, out, start, out.capacity() - start);
        if (size < length) {
            out.putInt(size).position(start + size);
        } else {
            out.putInt(length | STORED_BIT).put(records, at, length);
        }
    }

    private byte headerChecksum(ByteBuffer bytes, int at, int length) {
        return (byte) (hash.hash(bytes, at, length, 0) >> 8);
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        ByteBuffer in = compressed.slice().order(ByteOrder.LITTLE_ENDIAN);
        Unfolded out = new Unfolded(in.remaining(), limits);
        while (in.hasRemaining()) {
            decompressFrame(in, out);
        }
        return out.view();
    }

    private void decompressFrame(ByteBuffer in, Unfolded out) {
        FrameHeader header = readHeader(in);
        int start = out.size();
        for (int length = readInt(in); length != 0; length = readInt(in)) {
            decompressBlock(in, length, header, out);
        }
        if (header.has(CONTENT_CHECKSUM_FLAG)) {
            byte[] bytes = out.withRoomFor(0);
            expectChecksum(in, hash.hash(bytes, start, out.size() - start, 0));
        }
    }

    /// What a frame says of its blocks.
    private record FrameHeader(int flags, int blockBytesMax) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    private FrameHeader readHeader(ByteBuffer in) {
        if (readInt(in) != MAGIC) {
            throw corrupt("no frame begins here");
        }
        int start = in.position();
        require(in, 2);
        int flags = in.get();
        int blockSizeCode = (in.get() >> 4) & 0x07;
        if ((flags & 0xC0) != 0x40 || (flags & UNKNOWN_FLAGS) != 0) {
            throw corrupt("frame with flags " + Integer.toHexString(flags & 0xff));
        }
        if ((flags & INDEPENDENT_FLAG) == 0) {
            throw corrupt("blocks that depend on each other");
        }
        if (blockSizeCode < BLOCK_SIZE_CODE_MIN) {
            throw corrupt("block size code " + blockSizeCode);
        }
        if ((flags & CONTENT_SIZE_FLAG) != 0) {
            require(in, Long.BYTES);
            in.getLong();
        }
        require(in, 1);
        byte expected = headerChecksum(in, start, in.position() - start);
        if (in.get() != expected) {
            throw corrupt("header's checksum is wrong");
        }
        return new FrameHeader(flags, 1 << (8 + 2 * blockSizeCode));
    }

    private void decompressBlock(ByteBuffer in, int length, FrameHeader header, Unfolded out) {
        int size = length & ~STORED_BIT;
        require(in, size);
        int at = in.position();
        if (length < 0) {
            in.get(out.withRoomFor(size), out.size(), size);
            out.wrote(size);
        } else {
            long unfoldedMax = (long) size * RATIO_MAX + 1;
            int room = out.reserve((int) Math.min(header.blockBytesMax(), unfoldedMax));
            out.wrote(decompress(in, size, out, room));
            in.position(at + size);
        }
        if (header.has(BLOCK_CHECKSUM_FLAG)) {
            expectChecksum(in, hash.hash(in, at, size, 0));
        }
    }

    private int decompress(ByteBuffer in, int size, Unfolded out, int room) {
        try {
            return factory.safeDecompressor()
                    .decompress(
                            in,
                            in.position(),
                            size,
                            ByteBuffer.wrap(out.withRoomFor(room)),
                            out.size(),
                            room);
        } catch (LZ4Exception e) {
            throw corrupt("block is not valid or unfolds too far: " + e.getMessage());
        }
    }

    private static void expectChecksum(ByteBuffer in, int expected) {
        require(in, CHECKSUM_BYTES);
        if (in.getInt() != expected) {
            throw corrupt("a checksum is wrong");
        }
    }

    private static int readInt(ByteBuffer in) {
        require(in, Integer.BYTES);
        return in.getInt();
    }

    private static void require(ByteBuffer in, int bytes) {
        if (in.remaining() < bytes) {
            throw corrupt("%d bytes are missing".formatted(bytes - in.remaining()));
        }
    }

    private static CorruptRecordException corrupt(String what) {
        return new CorruptRecordException("lz4: " + what);
    }
}
