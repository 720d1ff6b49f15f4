package io.qanat.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchBuilderTest {
    private final ChunkPool pool = ChunkPool.checked(256, 8);

    @Test
    void readsBackAllFieldsOfARecord() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        List<RecordHeader> headers =
                List.of(new RecordHeader("trace", bytes("a")), new RecordHeader("ü", null));
        builder.append(1_000, "key".getBytes(UTF_8), "value".getBytes(UTF_8), headers);
        builder.append(990, (byte[]) null, null, List.of());

        // When
        BuiltBatch built = builder.build(BatchIdentity.idempotent(7, (short) 3, 11));
        RecordBatch batch = RecordBatch.of(built.joined());

        // Then
        batch.verify();
        assertThat(batch.recordCount()).isEqualTo(2);
        assertThat(batch.maxTimestamp()).isEqualTo(1_000);
        assertThat(batch.producerId()).isEqualTo(7);
        assertThat(batch.producerEpoch()).isEqualTo((short) 3);
        assertThat(batch.baseSequence()).isEqualTo(11);
        RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
        assertThat(records.advance()).isTrue();
        assertThat(records.key()).isEqualTo(bytes("key"));
        assertThat(records.value()).isEqualTo(bytes("value"));
        assertThat(records.timestamp()).isEqualTo(1_000);
        assertThat(records.headers()).isEqualTo(headers);
        assertThat(records.advance()).isTrue();
        assertThat(records.offset()).isEqualTo(1);
        assertThat(records.timestamp()).isEqualTo(990);
        assertThat(records.key()).isNull();
        assertThat(records.value()).isNull();
        assertThat(records.headers()).isEmpty();
        assertThat(records.advance()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void recordsLargerThanAChunkSurviveEveryCodec(Compression compression) {
        // Given
        BatchBuilder builder = new BatchBuilder(pool, compression, compression.levelDefault());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            values.add("value-" + i + "x".repeat(i * 100));
            builder.append(i, null, values.getLast().getBytes(UTF_8), List.of());
        }

        // When
        RecordBatch batch = RecordBatch.of(builder.build(BatchIdentity.NONE).joined());

        // Then
        assertThat(batch.compression()).isEqualTo(compression);
        batch.verify();
        assertThat(values(batch)).isEqualTo(values);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aBatchHasNothingOfTheOneThatWasCompressedBeforeIt(Compression compression) {
        // Given
        BatchBuilder large = new BatchBuilder(pool, compression, compression.levelDefault());
        large.append(0, null, "before".repeat(30_000).getBytes(UTF_8), List.of());
        RecordBatch before = RecordBatch.of(large.build(BatchIdentity.NONE).joined());

        // When
        BatchBuilder small = new BatchBuilder(pool, compression, compression.levelDefault());
        small.append(0, null, "after".getBytes(UTF_8), List.of());
        RecordBatch after = RecordBatch.of(small.build(BatchIdentity.NONE).joined());

        // Then
        assertThat(values(after)).containsExactly("after");
        assertThat(values(before)).containsExactly("before".repeat(30_000));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aStampedBatchIsTheOneThatWouldHaveBeenBuilt(Compression compression) {
        // Given
        BatchIdentity identity = BatchIdentity.idempotent(7, (short) 3, 11);
        BuiltBatch stamped = smallBatch(compression).build(BatchIdentity.NONE);

        // When
        stamped.stamp(BatchIdentity.idempotent(1, (short) 1, 1));
        stamped.stamp(identity);

        // Then
        RecordBatch.of(stamped.joined()).verify();
        assertThat(stamped.joined()).isEqualTo(smallBatch(compression).build(identity).joined());
    }

    private BatchBuilder smallBatch(Compression compression) {
        BatchBuilder builder = new BatchBuilder(pool, compression, compression.levelDefault());
        for (int i = 0; i < 20; i++) {
            builder.append(i, null, ("value-" + i).getBytes(UTF_8), List.of());
        }
        return builder;
    }

    @Test
    void namesOfHeadersCrossChunks() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        List<RecordHeader> headers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            headers.add(new RecordHeader("n".repeat(i), bytes("v".repeat(i % 7))));
        }
        headers.add(new RecordHeader("größe".repeat(100), null));
        builder.append(0, null, (byte[]) null, headers);

        // When
        RecordBatch batch = RecordBatch.of(builder.build(BatchIdentity.NONE).joined());

        // Then
        assertThat(Sample.read(batch)).containsExactly(new Sample(0, null, null, headers));
    }

    @Test
    void halfACharacterInANameIsWrittenAsAQuestionMark() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        builder.append(0, null, (byte[]) null, List.of(new RecordHeader("a\ud800b", null)));

        // When
        RecordBatch batch = RecordBatch.of(builder.build(BatchIdentity.NONE).joined());

        // Then
        assertThat(Sample.read(batch).getFirst().headers())
                .containsExactly(new RecordHeader("a?b", null));
    }

    @Test
    void aBuiltBatchOutlivesTheReleaseOfItsBuilder() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        builder.append(0, null, "v".getBytes(UTF_8), List.of());
        BuiltBatch built = builder.build(BatchIdentity.NONE);

        // When
        builder.release();

        // Then
        assertThat(RecordBatch.of(built.joined()).hasValidCrc()).isTrue();
        assertThat(pool.inUse()).isEqualTo(1);
    }

    @Test
    void aBatchIsBuiltOnce() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        builder.append(0, null, "v".getBytes(UTF_8), List.of());
        builder.build(BatchIdentity.NONE);

        // When, Then
        assertThatThrownBy(() -> builder.build(BatchIdentity.NONE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesAllChunksBack() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool, Compression.LZ4, 9);
        builder.append(0, null, new byte[10_000], List.of());
        int whileBuilding = pool.inUse();

        // When
        BuiltBatch built = builder.build(BatchIdentity.NONE);
        int whenBuilt = pool.inUse();
        built.release();

        // Then
        assertThat(whileBuilding).isEqualTo(40);
        assertThat(whenBuilt).isLessThan(whileBuilding);
        assertThat(pool.inUse()).isZero();
        assertThat(pool.idleBytes()).isEqualTo(8 * 256);
    }

    @Test
    void releasingTwiceIsRefusedByACheckedPool() {
        // Given
        ByteBuffer chunk = pool.acquire(0);
        pool.release(chunk);

        // When, Then
        assertThatThrownBy(() -> pool.release(chunk)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void placeLeavesTheChecksumValid() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool);
        builder.append(5, null, "v".getBytes(UTF_8), List.of());
        RecordBatch batch = RecordBatch.of(builder.build(BatchIdentity.NONE).joined());

        // When
        batch.place(42, 9);

        // Then
        assertThat(batch.hasValidCrc()).isTrue();
        assertThat(batch.lastOffset()).isEqualTo(42);
        assertThat(batch.leaderEpoch()).isEqualTo(9);
    }

    @Test
    void aBombIsRefusedUnderTheLimit() {
        // Given
        BatchBuilder builder = new BatchBuilder(pool, Compression.GZIP, 9);
        builder.append(0, null, new byte[4 << 20], List.of());
        RecordBatch batch = RecordBatch.of(builder.build(BatchIdentity.NONE).joined());

        // When, Then
        assertThatThrownBy(() -> batch.records(new DecompressionLimits(1 << 20, 1100)))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("1048576");
    }

    private static List<String> values(RecordBatch batch) {
        List<String> values = new ArrayList<>();
        RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
        while (records.advance()) {
            values.add(UTF_8.decode(records.value()).toString());
        }
        return values;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
