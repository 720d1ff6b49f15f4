package io.qanat.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenTest {
    @ParameterizedTest
    @EnumSource(Golden.class)
    void keptFilesAreWhatKafkaMakes(Golden golden) {
        // Given
        ByteBuffer kept = golden.kept();

        // When
        ByteBuffer made = golden.made();

        // Then
        assertThat(KafkaBatch.read(kept.duplicate())).isEqualTo(KafkaBatch.read(made.duplicate()));
        // Compressed bytes change with the version of the codec's library; their meaning does not.
        if (golden.compression() == Compression.NONE) {
            assertThat(kept).isEqualTo(made);
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void keptFilesAreReadInFull(Golden golden) {
        // Given
        ByteBuffer kept = golden.kept();

        // When
        RecordBatch batch = RecordBatch.of(kept.duplicate());

        // Then
        batch.verify();
        assertThat(batch.compression()).isEqualTo(golden.compression());
        assertThat(Sample.read(batch)).isEqualTo(KafkaBatch.read(kept));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "GZIP", "SNAPPY", "LZ4", "ZSTD"})
    void keptFilesHoldTheSamples(Golden golden) {
        // Given
        RecordBatch batch = RecordBatch.of(golden.kept());

        // When, Then
        assertThat(Sample.read(batch)).isEqualTo(Sample.all());
        assertThat(batch.producerId()).isEqualTo(Golden.IDENTITY.producerId());
        assertThat(batch.baseSequence()).isEqualTo(Golden.IDENTITY.baseSequence());
    }

    @ParameterizedTest
    @EnumSource(names = {"COMMIT", "ABORT"})
    void weBuildTheKeptMarkers(Golden golden) {
        // Given
        var marker =
                new ControlRecord.EndTransaction(golden == Golden.COMMIT, Golden.COORDINATOR_EPOCH);

        // When
        RecordBatch batch = ControlBatch.of(marker, Golden.APPENDED_AT, 42, (short) 7);

        // Then
        assertThat(batch.bytes()).isEqualTo(golden.kept());
    }
}
