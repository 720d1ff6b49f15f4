package io.qanat.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/// Batches made by kafka-clients and kept as files, and how each is made.
///
/// `java -cp <test class path> io.qanat.record.Golden record/src/test/resources/golden` writes them
/// again, as is needed when [Sample#all] changes.
enum Golden {
    NONE(Compression.NONE),
    GZIP(Compression.GZIP),
    SNAPPY(Compression.SNAPPY),
    LZ4(Compression.LZ4),
    ZSTD(Compression.ZSTD),
    LOG_APPEND_TIME(Compression.NONE),
    COMMIT(Compression.NONE),
    ABORT(Compression.NONE);

    static final BatchIdentity IDENTITY = BatchIdentity.idempotent(42, (short) 7, 1_000);
    static final long APPENDED_AT = 1_800_000_000_000L;
    static final int COORDINATOR_EPOCH = 17;

    private final Compression compression;

    Golden(Compression compression) {
        this.compression = compression;
    }

    Compression compression() {
        return compression;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".batch";
    }

    /// The bytes in the file.
    ByteBuffer kept() {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/" + fileName())) {
            return ByteBuffer.wrap(Objects.requireNonNull(file, fileName()).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes as kafka-clients makes them here and now.
    ByteBuffer made() {
        return switch (this) {
            case NONE, GZIP, SNAPPY, LZ4, ZSTD ->
                    KafkaBatch.write(Sample.all(), compression, IDENTITY);
            case LOG_APPEND_TIME ->
                    KafkaBatch.writeAppendedAt(APPENDED_AT, Sample.all(), compression);
            case COMMIT, ABORT ->
                    KafkaBatch.endTransaction(
                            this == COMMIT, COORDINATOR_EPOCH, APPENDED_AT, 42, (short) 7);
        };
    }

    public static void main(String[] arguments) throws IOException {
        for (Golden golden : values()) {
            ByteBuffer made = golden.made();
            byte[] bytes = new byte[made.remaining()];
            made.get(bytes);
            Files.write(Path.of(arguments[0]).resolve(golden.fileName()), bytes);
        }
    }
}
