package io.qanat.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlBatchTest {
    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesOfAMarkerAreKafkas(boolean committed) {
        // Given
        var marker = new ControlRecord.EndTransaction(committed, 17);

        // When
        ByteBuffer ours = ControlBatch.of(marker, NOW, 42, (short) 7).bytes();

        // Then
        assertThat(ours).isEqualTo(KafkaBatch.endTransaction(committed, 17, NOW, 42, (short) 7));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void kafkaReadsOurMarker(boolean committed) {
        // Given
        var marker = new ControlRecord.EndTransaction(committed, 17);

        // When
        Record read =
                KafkaBatch.open(ControlBatch.of(marker, NOW, 42, (short) 7).bytes())
                        .iterator()
                        .next();

        // Then
        ControlRecordType type = committed ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
        assertThat(EndTransactionMarker.deserialize(read))
                .isEqualTo(new EndTransactionMarker(type, 17));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weReadKafkasMarker(boolean committed) {
        // Given
        ByteBuffer bytes = KafkaBatch.endTransaction(committed, 17, NOW, 42, (short) 7);

        // When
        RecordBatch batch = RecordBatch.of(bytes);

        // Then
        assertThat(batch.isControl()).isTrue();
        assertThat(batch.isTransactional()).isTrue();
        assertThat(first(batch)).isEqualTo(new ControlRecord.EndTransaction(committed, 17));
    }

    @Test
    void markersOfReplicationAreOther() {
        // Given
        RecordBatch batch = control(ControlRecordType.LEADER_CHANGE.recordKey(), null);

        // When, Then
        assertThat(first(batch)).isEqualTo(new ControlRecord.Other(2));
    }

    @Test
    void malformedMarkersAreCorrupt() {
        ByteBuffer commit = ControlRecordType.COMMIT.recordKey();
        assertCorrupt(control(null, null), "key");
        assertCorrupt(control(ByteBuffer.allocate(3), null), "key");
        assertCorrupt(control(ByteBuffer.allocate(4).putShort(0, (short) -1), null), "key");
        assertCorrupt(control(commit, null), "value");
        assertCorrupt(control(commit, ByteBuffer.allocate(5)), "value");
    }

    private static void assertCorrupt(RecordBatch batch, String field) {
        assertThatThrownBy(() -> first(batch))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining(field);
    }

    private static RecordBatch control(@Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        BatchIdentity identity = new BatchIdentity(-1, (short) -1, -1, false, true);
        return Sample.batch(
                List.of(new Sample(0, key, value, List.of())), Compression.NONE, identity);
    }

    private static ControlRecord first(RecordBatch batch) {
        RecordCursor cursor = batch.records(DecompressionLimits.DEFAULT);
        assertThat(cursor.advance()).isTrue();
        return ControlRecord.of(cursor);
    }
}
