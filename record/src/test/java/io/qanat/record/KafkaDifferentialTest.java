package io.qanat.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What we write kafka-clients reads, what it writes we read.
class KafkaDifferentialTest {
    private static final int RANDOM_BATCHES = 40;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void kafkaReadsWhatWeWrite(Compression compression) {
        // Given
        BatchIdentity identity = new BatchIdentity(42, (short) 7, 1_000, true, false);

        // When
        ByteBuffer bytes = Sample.batch(Sample.all(), compression, identity).bytes();

        // Then
        assertThat(KafkaBatch.read(bytes.duplicate())).isEqualTo(Sample.all());
        MutableRecordBatch batch = KafkaBatch.open(bytes);
        assertThat(batch.compressionType().id).isEqualTo((byte) compression.id());
        assertThat(batch.isTransactional()).isTrue();
        assertThat(batch.isControlBatch()).isFalse();
        assertThat(batch.producerId()).isEqualTo(42);
        assertThat(batch.producerEpoch()).isEqualTo((short) 7);
        assertThat(batch.lastSequence()).isEqualTo(1_006);
        assertThat(batch.lastOffset()).isEqualTo(6);
        assertThat(batch.maxTimestamp()).isEqualTo(1_700_000_009_999L);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void weReadWhatKafkaWrites(Compression compression) {
        // Given
        BatchIdentity identity = new BatchIdentity(42, (short) 7, 1_000, true, false);
        ByteBuffer bytes = KafkaBatch.write(Sample.all(), compression, identity);

        // When
        RecordBatch batch = RecordBatch.of(bytes);

        // Then
        batch.verify();
        assertThat(Sample.read(batch)).isEqualTo(Sample.all());
        assertThat(batch.compression()).isEqualTo(compression);
        assertThat(batch.isTransactional()).isTrue();
        assertThat(batch.producerId()).isEqualTo(42);
        assertThat(batch.producerEpoch()).isEqualTo((short) 7);
        assertThat(batch.baseSequence()).isEqualTo(1_000);
        assertThat(batch.lastOffset()).isEqualTo(6);
        assertThat(batch.maxTimestamp()).isEqualTo(1_700_000_009_999L);
    }

    @Test
    void uncompressedBytesAreKafkas() {
        // Given
        BatchIdentity identity = BatchIdentity.idempotent(42, (short) 7, 1_000);

        // When
        ByteBuffer ours = Sample.batch(Sample.all(), Compression.NONE, identity).bytes();

        // Then
        assertThat(ours).isEqualTo(KafkaBatch.write(Sample.all(), Compression.NONE, identity));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void kafkaReadsTheTimeOfAnAppendThatWeStamp(Compression compression) {
        // Given
        RecordBatch batch = Sample.batch(Sample.all(), compression, BatchIdentity.NONE);

        // When
        batch.place(500, 3);
        batch.stamp(1_800_000_000_000L);

        // Then
        MutableRecordBatch read = KafkaBatch.open(batch.bytes());
        assertThat(read.timestampType().name).isEqualTo("LogAppendTime");
        assertThat(read.baseOffset()).isEqualTo(500);
        assertThat(read.partitionLeaderEpoch()).isEqualTo(3);
        assertThat(KafkaBatch.read(batch.bytes()))
                .extracting(Sample::timestamp)
                .containsOnly(1_800_000_000_000L);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void weReadTheTimeOfAnAppendThatKafkaStamps(Compression compression) {
        // Given
        ByteBuffer bytes =
                KafkaBatch.writeAppendedAt(1_800_000_000_000L, Sample.all(), compression);

        // When
        RecordBatch batch = RecordBatch.of(bytes);

        // Then
        assertThat(batch.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(Sample.read(batch))
                .extracting(Sample::timestamp)
                .containsOnly(1_800_000_000_000L);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void randomBatchesAreTheSameToBoth(Compression compression) {
        long seed = Seed.chosen(KafkaDifferentialTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_BATCHES; i++) {
            // Given
            List<Sample> samples = Sample.random(random);
            BatchIdentity identity =
                    new BatchIdentity(
                            random.nextLong(1L << 50),
                            (short) random.nextInt(1 << 15),
                            random.nextInt(1 << 30),
                            random.nextBoolean(),
                            false);

            // When
            RecordBatch ours = Sample.batch(samples, compression, identity);
            ByteBuffer theirs = KafkaBatch.write(samples, compression, identity);

            // Then
            assertThat(KafkaBatch.read(ours.bytes())).as("seed %d", seed).isEqualTo(samples);
            assertThat(Sample.read(RecordBatch.of(theirs))).as("seed %d", seed).isEqualTo(samples);
            if (compression == Compression.NONE) {
                assertThat(ours.bytes()).as("seed %d", seed).isEqualTo(theirs);
            }
        }
    }
}
