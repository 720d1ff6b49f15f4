package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// A codec whose library may be missing. Immutable.
///
/// @param compression its format
/// @param artifact where its library is published
/// @param codec makes the codec, which loads the library
record OptionalCodec(Compression compression, String artifact, Supplier<Codec> codec)
        implements Codec {
    @Override
    public ByteBuffer compress(byte[] records, int level) {
        try {
            return codec.get().compress(records, level);
        } catch (LinkageError e) {
            throw new UnsupportedCompressionException(compression, artifact, e);
        }
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits) {
        try {
            return codec.get().decompress(compressed, limits);
        } catch (LinkageError e) {
            throw new UnsupportedCompressionException(compression, artifact, e);
        }
    }
}
