package io.qanat.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One record as a test means it, whoever writes or reads it. Immutable.
record Sample(
        long timestamp,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        List<RecordHeader> headers) {
    private static final String[] NAMES = {
        "", "trace", "trace", "größe", "名前", "😀", "x".repeat(200)
    };

    /// Records with all that the format can say: nulls, empty fields, headers whose names repeat or
    /// whose values are null, timestamps that go back.
    static List<Sample> all() {
        List<RecordHeader> headers =
                List.of(
                        new RecordHeader("trace", bytes("1")),
                        new RecordHeader("trace", null),
                        new RecordHeader("größe 😀", bytes("")));
        return List.of(
                new Sample(1_700_000_000_000L, bytes("key"), bytes("value"), List.of()),
                new Sample(1_699_999_999_000L, null, bytes("older, no key"), headers),
                new Sample(1_700_000_000_500L, bytes("tombstone"), null, List.of()),
                new Sample(1_700_000_000_500L, null, null, headers),
                new Sample(1_700_000_000_500L, bytes(""), bytes(""), List.of()),
                new Sample(1_700_000_009_999L, bytes("k"), bytes("long ".repeat(60)), headers),
                new Sample(0, bytes("at the epoch"), bytes("v"), List.of()));
    }

    /// From 1 to 60 records that the generator makes up.
    static List<Sample> random(RandomGenerator random) {
        long timestamp = random.nextLong(1L << 42);
        int count = random.nextInt(1, 61);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long step = random.nextLong(-1_000, 100_000);
            timestamp =
                    Math.max(
                            0,
                            random.nextInt(50) == 0 ? random.nextLong(1L << 45) : timestamp + step);
            samples.add(
                    new Sample(
                            timestamp,
                            randomBytes(random, 64),
                            randomBytes(random, random.nextInt(20) == 0 ? 100_000 : 400),
                            randomHeaders(random)));
        }
        return samples;
    }

    private static List<RecordHeader> randomHeaders(RandomGenerator random) {
        List<RecordHeader> headers = new ArrayList<>();
        for (int left = random.nextInt(4) == 0 ? random.nextInt(70) : 0; left > 0; left--) {
            String name = NAMES[random.nextInt(NAMES.length)];
            headers.add(new RecordHeader(name, randomBytes(random, 130)));
        }
        return headers;
    }

    private static @Nullable ByteBuffer randomBytes(RandomGenerator random, int sizeMax) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(sizeMax + 1)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    static RecordBatch batch(
            List<Sample> samples, Compression compression, BatchIdentity identity) {
        ChunkPool pool = ChunkPool.checked(1024, 8);
        BatchBuilder builder = new BatchBuilder(pool, compression, compression.levelDefault());
        for (Sample sample : samples) {
            builder.append(sample.timestamp, sample.key, sample.value, sample.headers);
        }
        BuiltBatch built = builder.build(identity);
        RecordBatch batch = RecordBatch.of(built.joined());
        built.release();
        return batch;
    }

    static List<Sample> read(RecordBatch batch) {
        List<Sample> samples = new ArrayList<>();
        RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
        while (records.advance()) {
            samples.add(
                    new Sample(
                            records.timestamp(),
                            records.key(),
                            records.value(),
                            records.headers()));
        }
        return samples;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
