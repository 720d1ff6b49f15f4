package io.qanat.record;

/// The one codec of each format; no library is loaded before a codec's first use. Stateless.
final class Codecs {
    private static final Codec GZIP = new GzipCodec();

    // Lambdas and no constructor references: linking those loads the codecs' classes, which fails
    // for
    // all of them when one library is missing.
    private static final Codec SNAPPY =
            new OptionalCodec(
                    Compression.SNAPPY, "org.xerial.snappy:snappy-java", () -> new SnappyCodec());
    private static final Codec LZ4 =
            new OptionalCodec(Compression.LZ4, "at.yawk.lz4:lz4-java", () -> new Lz4Codec());
    private static final Codec ZSTD =
            new OptionalCodec(Compression.ZSTD, "com.github.luben:zstd-jni", () -> new ZstdCodec());

    private Codecs() {}

    /// The codec of a format.
    ///
    /// @throws UnsupportedCompressionException from its methods, when its library is missing
    static Codec of(Compression compression) {
        return switch (compression) {
            case NONE -> throw new IllegalArgumentException("no codec for uncompressed records");
            case GZIP -> GZIP;
            case SNAPPY -> SNAPPY;
            case LZ4 -> LZ4;
            case ZSTD -> ZSTD;
        };
    }
}
