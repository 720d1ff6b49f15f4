package io.qanat.record;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Zstandard.
final class ZstdCodec implements Codec {
    /// A window of 128 MiB, what every decoder must support; a larger one is refused.
    private static final int WINDOW_LOG_MAX = 27;

    @Override
    public ByteBuffer compress(byte[] records, int level) {
        byte[] out = new byte[(int) Zstd.compressBound(records.length)];
        long size = Zstd.compressByteArray(out, 0, out.length, records, 0, records.length, level);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
        }
        return ByteBuffer.wrap(out, 0, (int) size);
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        Unfolded out = new Unfolded(compressed.remaining(), limits);
        try (InputStream zstd = stream(compressed)) {
            out.readAll(zstd);
        } catch (IOException | ZstdException e) {
            throw new CorruptRecordException("zstd: " + e.getMessage());
        }
        return out.view();
    }

    private static InputStream stream(ByteBuffer compressed) throws IOException {
        return new ZstdInputStreamNoFinalizer(new BufferInputStream(compressed))
                .setLongMax(WINDOW_LOG_MAX);
    }
}
