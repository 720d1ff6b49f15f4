package io.qanat.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchOffsetsTest {
    private final ChunkPool pool = ChunkPool.checked(256, 8);

    @Test
    void aBatchThatEndsBeforeItsStartIsRefused() {
        // Given
        ByteBuffer bytes = batchOfTwo();
        bytes.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, -5);

        // When, Then
        assertThatThrownBy(() -> RecordBatch.of(bytes))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("5 offsets before its start");
    }

    @Test
    void aRecordBeyondTheLastOffsetIsRefused() {
        // Given
        ByteBuffer bytes = batchOfTwo();
        bytes.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, 0);
        RecordCursor records = RecordBatch.of(bytes).records(DecompressionLimits.DEFAULT);
        records.advance();

        // When, Then
        assertThatThrownBy(records::advance)
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("offset delta 1");
    }

    @Test
    void gapsOfCompactionAreRead() {
        // Given
        ByteBuffer bytes = batchOfTwo();
        bytes.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, 9);

        // When
        RecordCursor records = RecordBatch.of(bytes).records(DecompressionLimits.DEFAULT);

        // Then
        assertThat(records.advance()).isTrue();
        assertThat(records.advance()).isTrue();
        assertThat(records.offsetDelta()).isEqualTo(1);
        assertThat(records.advance()).isFalse();
    }

    private ByteBuffer batchOfTwo() {
        BatchBuilder builder = new BatchBuilder(pool);
        builder.append(0, null, "a".getBytes(UTF_8), List.of());
        builder.append(0, null, "b".getBytes(UTF_8), List.of());
        return builder.build(BatchIdentity.NONE).joined();
    }
}
