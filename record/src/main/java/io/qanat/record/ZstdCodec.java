package io.qanat.record;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Zstandard, each batch in one call, so that no window is allocated whatever a frame asks for.
///
/// The library's contexts hold more than a megabyte each, which takes longer to set up than a small
/// batch takes to compress; so a few are kept. Further ones are closed after use.
final class ZstdCodec implements Codec {
    private static final int IDLE_CONTEXTS_MAX = 4;

    /// Text unfolds to less than this many times its size, mostly.
    private static final int RATIO_GUESS = 8;

    private static final int GROWTH = 4;

    private final Queue<ZstdCompressCtx> compressors = new ArrayBlockingQueue<>(IDLE_CONTEXTS_MAX);
    private final Queue<ZstdDecompressCtx> decompressors =
            new ArrayBlockingQueue<>(IDLE_CONTEXTS_MAX);
    private final long tooSmall = Zstd.errDstSizeTooSmall();

    @Override
    public ByteBuffer compress(byte[] records, int size, int level, Workbench bench) {
        byte[] out = bench.place((int) Zstd.compressBound(size));
        ZstdCompressCtx idle = compressors.poll();
        ZstdCompressCtx context = idle == null ? new ZstdCompressCtx() : idle;
        try {
            context.setLevel(level);
            int folded = context.compressByteArray(out, 0, out.length, records, 0, size);
            return ByteBuffer.wrap(out, 0, folded);
        } finally {
            if (!compressors.offer(context)) {
                context.close();
            }
        }
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        ByteBuffer in = Codec.onHeap(compressed);
        ZstdDecompressCtx idle = decompressors.poll();
        ZstdDecompressCtx context = idle == null ? new ZstdDecompressCtx() : idle;
        try {
            return decompress(in, limits.outputBytesMax(in.remaining()), context);
        } catch (ZstdException e) {
            throw new CorruptRecordException("zstd: " + e.getMessage());
        } finally {
            if (!decompressors.offer(context)) {
                context.close();
            }
        }
    }

    // What a frame says of its content's size is not trusted with an allocation: many frames do not
    // say it, and those that lie cost what a bomb costs.
    private ByteBuffer decompress(ByteBuffer in, int bytesMax, ZstdDecompressCtx context) {
        long room = Math.max(Unfolded.FIRST_BYTES, (long) RATIO_GUESS * in.remaining());
        while (true) {
            byte[] out = new byte[(int) Math.min(room, bytesMax)];
            try {
                int size = decompress(in, out, context);
                return ByteBuffer.wrap(out, 0, size).slice();
            } catch (ZstdException e) {
                if (e.getErrorCode() != tooSmall) {
                    throw e;
                }
                if (out.length == bytesMax) {
                    throw Unfolded.tooFar(bytesMax);
                }
                room *= GROWTH;
            }
        }
    }

    private static int decompress(ByteBuffer in, byte[] out, ZstdDecompressCtx context) {
        return context.decompressByteArray(
                out, 0, out.length, in.array(), in.arrayOffset(), in.remaining());
    }
}
