package io.qanat.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// RFC 1952, by the JDK.
final class GzipCodec implements Codec {
    private static final int BUFFER_BYTES = 8192;

    @Override
    public ByteBuffer compress(byte[] records, int size, int level, Workbench bench) {
        var out = new ByteArrayOutputStream(size / 2 + BUFFER_BYTES);
        try (OutputStream gzip = new LevelledStream(out, level)) {
            gzip.write(records, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        Unfolded out = new Unfolded(compressed.remaining(), limits);
        try (InputStream gzip =
                new GZIPInputStream(new BufferInputStream(compressed), BUFFER_BYTES)) {
            out.readAll(gzip);
        } catch (IOException e) {
            throw new CorruptRecordException("gzip: " + e.getMessage());
        }
        return out.view();
    }

    /// The JDK's stream lets only its subclasses choose the level.
    private static final class LevelledStream extends GZIPOutputStream {
        LevelledStream(OutputStream out, int level) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
