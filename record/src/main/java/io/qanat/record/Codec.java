package io.qanat.record;

import java.nio.ByteBuffer;

/// One compression format. Stateless, so thread-safe; no class of a codec's library is loaded
/// before its first use.
interface Codec {
    /// Compresses a batch's records.
    ByteBuffer compress(byte[] records, int level);

    /// Unfolds a batch's records, and never more than the limits allow.
    ///
    /// @throws CorruptRecordException when the bytes are not of this format or unfold too far
    ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits);

    /// The codec of a format.
    ///
    /// @throws UnsupportedCompressionException from its methods, when its library is missing
    static Codec of(Compression compression) {
        return switch (compression) {
            case NONE -> throw new IllegalArgumentException("no codec for uncompressed records");
            case GZIP -> new GzipCodec();
            case SNAPPY ->
                    new OptionalCodec(
                            compression, "org.xerial.snappy:snappy-java", SnappyCodec::new);
            case LZ4 -> new OptionalCodec(compression, "at.yawk.lz4:lz4-java", Lz4Codec::new);
            case ZSTD ->
                    new OptionalCodec(compression, "com.github.luben:zstd-jni", ZstdCodec::new);
        };
    }
}
