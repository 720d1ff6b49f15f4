package io.qanat.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes from a foreign hand decode or are called corrupt; nothing else may happen.
@Timeout(120)
class HostileBytesTest {
    private static final int MUTATIONS_PER_CODEC = 40_000;
    private static final DecompressionLimits LIMITS = new DecompressionLimits(1 << 20, 1100);
    private static final byte[] TELLING = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff};

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aBatchCutAnywhereIsCorrupt(Compression compression) {
        // Given
        ByteBuffer whole = Sample.batch(Sample.all(), compression, BatchIdentity.NONE).bytes();

        for (int size = 0; size < whole.limit(); size++) {
            // When
            ByteBuffer cut = whole.slice(0, size);

            // Then
            assertThatThrownBy(() -> RecordBatch.of(cut))
                    .as("size %d", size)
                    .isInstanceOf(CorruptRecordException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void recordsCutAnywhereAreCorrupt(Compression compression) {
        // Given
        ByteBuffer whole = Sample.batch(Sample.all(), compression, BatchIdentity.NONE).bytes();

        for (int size = RecordBatch.HEADER_BYTES; size < whole.limit(); size++) {
            // When
            ByteBuffer cut = Forged.resized(whole, size);

            // Then
            assertThatThrownBy(() -> Forged.readAll(cut, LIMITS))
                    .as("size %d", size)
                    .isInstanceOf(CorruptRecordException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void mutatedBatchesDecodeOrAreCorrupt(Compression compression) {
        long seed = Seed.chosen(HostileBytesTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer small = Sample.batch(Sample.all(), compression, BatchIdentity.NONE).bytes();
        ByteBuffer direct = ByteBuffer.allocateDirect(small.remaining());
        int corrupt = 0;
        for (int i = 0; i < MUTATIONS_PER_CODEC; i++) {
            // Given
            ByteBuffer mutated = mutated(small, random);
            if (i % 2 == 0 && mutated.remaining() <= direct.capacity()) {
                mutated = direct.clear().put(mutated).flip();
            }

            // When
            try {
                Forged.readAll(mutated, LIMITS);
            } catch (CorruptRecordException expected) {
                corrupt++;
            } catch (Throwable other) {
                throw new AssertionError("seed %d, mutation %d".formatted(seed, i), other);
            }
        }

        // Then
        assertThat(corrupt).isBetween(1, MUTATIONS_PER_CODEC - 1);
    }

    private static ByteBuffer mutated(ByteBuffer whole, SplittableRandom random) {
        int size = whole.limit();
        if (random.nextInt(4) == 0) {
            size = random.nextInt(RecordBatch.HEADER_BYTES, size + 20);
        }
        ByteBuffer bytes = Forged.resized(whole, size);
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            int at = random.nextInt(random.nextBoolean() ? size : Math.min(size, 90));
            switch (random.nextInt(4)) {
                case 0 -> bytes.put(at, (byte) random.nextInt());
                case 1 -> bytes.put(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
                case 2 -> bytes.put(at, TELLING[random.nextInt(TELLING.length)]);
                default -> bytes.put(at, bytes.get(random.nextInt(size)));
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "SNAPPY", "LZ4", "ZSTD"})
    void noiseIsCorrupt(Compression compression) {
        long seed = Seed.chosen(HostileBytesTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            // Given
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);

            // When
            ByteBuffer batch = Forged.batch(compression, ByteBuffer.wrap(noise), 1);

            // Then
            assertThatThrownBy(() -> Forged.readAll(batch, LIMITS))
                    .as("seed %d", seed)
                    .isInstanceOf(CorruptRecordException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 6, 8, Integer.MAX_VALUE})
    void aCountThatIsNotThatOfTheRecordsIsCorrupt(int recordCount) {
        // Given
        ByteBuffer bytes = Sample.batch(Sample.all(), Compression.NONE, BatchIdentity.NONE).bytes();

        // When
        bytes.putInt(RecordBatch.RECORD_COUNT_AT, recordCount);

        // Then
        assertThatThrownBy(() -> Forged.readAll(bytes, LIMITS))
                .isInstanceOf(CorruptRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7})
    void anUnknownCodecIsCorrupt(int codec) {
        // Given
        ByteBuffer bytes = Sample.batch(Sample.all(), Compression.NONE, BatchIdentity.NONE).bytes();

        // When
        bytes.putShort(RecordBatch.ATTRIBUTES_AT, (short) codec);

        // Then
        assertThatThrownBy(() -> Forged.readAll(bytes, LIMITS))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("codec " + codec);
    }

    @Test
    void aHeaderCountBeyondTheRecordIsCorruptBeforeAnyAllocation() {
        // Given: length 12, attributes, deltas 0, null key, null value, 2^30 headers
        byte[] record = {24, 0, 0, 0, 1, 1, -128, -128, -128, -128, 8, 0, 0};
        ByteBuffer bytes = Forged.batch(Compression.NONE, ByteBuffer.wrap(record), 1);

        // When, Then
        assertThatThrownBy(() -> Forged.readAll(bytes, LIMITS))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("1073741824 headers");
    }
}
