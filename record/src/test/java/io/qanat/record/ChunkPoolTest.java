package io.qanat.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkPoolTest {
    /// First chunks of 128 bytes, whole ones of 1 KiB, and no more than eight of those.
    private final ChunkPool pool = ChunkPool.checked(128, 1024, 8 * 1024);

    @ParameterizedTest
    @CsvSource({"1, 128", "128, 128", "129, 1024", "1024, 1024", "1025, 2048", "3072, 3072"})
    void aBatchTakesItsFirstChunkOrWholeOnes(int batchBytes, int taken) {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        int valueBytes = batchBytes - RecordBatch.HEADER_BYTES - 9;

        // When
        if (valueBytes > 0) {
            builder.append(0, null, new byte[valueBytes], List.of());
        }

        // Then
        assertThat(pool.bytesFor(batchBytes)).isEqualTo(taken);
        assertThat(builder.sizeInBytes()).isLessThanOrEqualTo(Math.max(batchBytes, 128));
        assertThat(pool.lentBytes()).isLessThanOrEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "128, 128", "1000, 128", "1024, 1024", "5000, 4096"})
    void theLargestBatchOfABudgetFitsIt(long budget, long largest) {
        // When // Then
        assertThat(pool.batchBytesMax(budget)).isEqualTo(largest);
    }

    @Test
    void idleChunksOfOneSizeMakeRoomForThoseOfAnother() {
        // Given
        release(acquired(64, 0));
        long idleBefore = pool.idleBytes();

        // When
        List<ByteBuffer> whole = acquired(6, 2);

        // Then
        assertThat(idleBefore).isEqualTo(8 * 1024);
        assertThat(pool.idleBytes()).isEqualTo(2 * 1024);
        release(whole);
        assertThat(pool.idleBytes()).isEqualTo(8 * 1024);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void compressingTakesNoChunkBeyondThoseOfTheRecords(Compression codec) {
        // Given
        BatchBuilder builder = new BatchBuilder(pool, codec, codec.levelDefault());
        byte[] value = new byte[3000];
        System.arraycopy(noise(1500), 0, value, 0, 1500);
        builder.append(0, null, value, List.of());
        long lentBefore = pool.lentBytes();

        // When
        BuiltBatch built = builder.build(BatchIdentity.NONE);

        // Then
        assertThat(pool.lentBytes() + pool.idleBytes()).isEqualTo(lentBefore);
        assertThat(pool.lentBytes()).isEqualTo(pool.bytesFor(built.sizeInBytes()));
        built.release();
        assertThat(pool.lentBytes()).isZero();
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(1).nextBytes(noise);
        return noise;
    }

    private List<ByteBuffer> acquired(int count, int place) {
        var chunks = new ArrayList<ByteBuffer>();
        for (int i = 0; i < count; i++) {
            chunks.add(pool.acquire(place));
        }
        return chunks;
    }

    private void release(List<ByteBuffer> chunks) {
        chunks.forEach(pool::release);
    }
}
