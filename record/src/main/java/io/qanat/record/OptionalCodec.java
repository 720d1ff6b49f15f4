package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A codec whose library may be missing: it is loaded by the first use. Thread-safe.
final class OptionalCodec implements Codec {
    private final Compression compression;
    private final String artifact;
    private final Supplier<Codec> maker;

    // Written by any first user; when two race, either's codec serves.
    private volatile @Nullable Codec made;

    /// @param artifact where the library is published
    /// @param maker makes the codec, which loads the library
    OptionalCodec(Compression compression, String artifact, Supplier<Codec> maker) {
        this.compression = compression;
        this.artifact = artifact;
        this.maker = maker;
    }

    @Override
    public ByteBuffer compress(byte[] records, int size, int level, Workbench bench) {
        try {
            return codec().compress(records, size, level, bench);
        } catch (LinkageError e) {
            throw new UnsupportedCompressionException(compression, artifact, e);
        }
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        try {
            return codec().decompress(compressed, limits);
        } catch (LinkageError e) {
            throw new UnsupportedCompressionException(compression, artifact, e);
        }
    }

    private Codec codec() {
        Codec codec = made;
        if (codec == null) {
            codec = maker.get();
            made = codec;
        }
        return codec;
    }
}
