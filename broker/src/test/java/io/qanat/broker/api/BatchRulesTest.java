package io.qanat.broker.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.TestBatches;
import io.qanat.broker.config.TopicSettings;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import io.qanat.record.Compression;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchRulesTest {
    private static final int NEWEST = 11;
    private static final long NOW = 1_000_000_000_000L;
    private static final long HOUR = 3_600_000;
    private static final Unfolding UNFOLDING = new Unfolding(1, 1 << 28);

    private static Optional<Refusal> refusal(
            Map<String, String> configs, int version, ByteBuffer records) {
        return new BatchRules(version, new TopicSettings(configs, 1_000_000), NOW, UNFOLDING)
                .refusal(records);
    }

    private static Optional<Refusal> refusal(ByteBuffer records) {
        return refusal(Map.of(), NEWEST, records);
    }

    private static void assertRefused(ByteBuffer records, ErrorCode code) {
        assertThat(refusal(records)).map(Refusal::code).contains(code);
    }

    private static ByteBuffer stamped(long timestamp) {
        return TestBatches.of(Compression.NONE, timestamp, "key", "a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryCodec(Compression compression) {
        assertThat(refusal(TestBatches.of(compression, NOW, "key", "a", "b"))).isEmpty();
    }

    @Test
    void takesZstdFromVersionSevenOn() {
        // Given
        ByteBuffer batch = TestBatches.of(Compression.ZSTD, NOW, "key", "a");

        // Then
        assertThat(refusal(Map.of(), 7, batch)).isEmpty();
        assertThat(refusal(Map.of(), 6, batch))
                .map(Refusal::code)
                .contains(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
    }

    @Test
    void refusesTwoBatches() {
        // Given
        ByteBuffer batch = TestBatches.of("a");
        ByteBuffer two = ByteBuffer.allocate(2 * batch.remaining());
        two.put(batch.duplicate()).put(batch.duplicate()).flip();

        // Then
        assertRefused(two, ErrorCode.INVALID_RECORD);
    }

    @Test
    void refusesBytesThatAreNoBatch() {
        assertRefused(ByteBuffer.wrap(new byte[100]), ErrorCode.INVALID_RECORD);
        assertRefused(TestBatches.of("abc").limit(65), ErrorCode.INVALID_RECORD);
    }

    @Test
    void refusesFlagsThatOnlyBrokersSet() {
        assertRefused(flagged(0x20), ErrorCode.INVALID_RECORD);
        assertRefused(flagged(0x40), ErrorCode.INVALID_RECORD);
        assertRefused(flagged(0x08), ErrorCode.INVALID_TIMESTAMP);
        assertRefused(flagged(0x10), ErrorCode.INVALID_TXN_STATE);
    }

    @Test
    void refusesUnknownCodec() {
        assertRefused(flagged(7), ErrorCode.INVALID_RECORD);
    }

    private static ByteBuffer flagged(int attributes) {
        ByteBuffer batch = TestBatches.of("a");
        return TestBatches.withCrc(batch.putShort(TestBatches.ATTRIBUTES_AT, (short) attributes));
    }

    @Test
    void refusesBatchThatBeginsElsewhere() {
        assertRefused(TestBatches.of("a").putLong(0, 5), ErrorCode.INVALID_RECORD);
    }

    @Test
    void refusesHeaderThatDoesNotFitTheRecords() {
        // Given
        ByteBuffer more = TestBatches.of("a", "b").putInt(TestBatches.RECORD_COUNT_AT, 3);
        ByteBuffer fewer = TestBatches.of("a", "b").putInt(TestBatches.RECORD_COUNT_AT, 1);
        ByteBuffer none = TestBatches.of("a", "b").putInt(TestBatches.RECORD_COUNT_AT, 0);

        // Then
        assertRefused(
                TestBatches.withCrc(more.putInt(TestBatches.LAST_OFFSET_DELTA_AT, 2)),
                ErrorCode.INVALID_RECORD);
        assertRefused(
                TestBatches.withCrc(fewer.putInt(TestBatches.LAST_OFFSET_DELTA_AT, 0)),
                ErrorCode.INVALID_RECORD);
        assertRefused(
                TestBatches.withCrc(none.putInt(TestBatches.LAST_OFFSET_DELTA_AT, -1)),
                ErrorCode.INVALID_RECORD);
        assertRefused(
                TestBatches.withCrc(
                        TestBatches.of("a").putInt(TestBatches.LAST_OFFSET_DELTA_AT, 7)),
                ErrorCode.INVALID_RECORD);
    }

    @Test
    void refusesRecordsWhoseOffsetsHaveGaps() {
        // Given the second record's offset delta, the fourth byte of a record that starts behind 9
        // bytes, made 2
        ByteBuffer batch = TestBatches.of("a", "b");
        int secondRecord = 61 + (batch.limit() - 61) / 2;
        batch.put(secondRecord + 3, (byte) 4);

        // Then
        assertThat(refusal(TestBatches.withCrc(batch)))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.message()).contains("record 1", "delta 2"));
    }

    @Test
    void refusesCompressedBytesThatDoNotUnfold() {
        // Given
        ByteBuffer batch = TestBatches.of(Compression.GZIP, NOW, "key", "a");
        for (int i = 70; i < batch.limit(); i++) {
            batch.put(i, (byte) 0x55);
        }

        // Then
        assertRefused(TestBatches.withCrc(batch), ErrorCode.INVALID_RECORD);
    }

    @Test
    void refusesBombs() {
        // Given 33 MiB of zeros in a few kilobytes, where an eighth of the heap is 32 MiB
        ByteBuffer bomb = TestBatches.of(Compression.ZSTD, NOW, "key", "\0".repeat(33 << 20));

        // Then
        assertThat(bomb.remaining()).isLessThan(1 << 20);
        assertRefused(bomb, ErrorCode.INVALID_RECORD);
    }

    @Test
    void namesTheKeylessRecordsOfCompactedTopic() {
        // When
        var compacted = Map.of("cleanup.policy", "compact,delete");
        var refused = refusal(compacted, NEWEST, TestBatches.of("a", "b"));

        // Then
        assertThat(refused)
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_RECORD);
                    assertThat(refusal.records())
                            .extracting(BatchIndexAndErrorMessage::batchIndex)
                            .containsExactly(0, 1);
                });
        assertThat(refusal(compacted, NEWEST, stamped(NOW))).isEmpty();
    }

    @Test
    void takesTimestampsUpToAnHourAhead() {
        assertThat(refusal(stamped(NOW + HOUR))).isEmpty();
        assertRefused(stamped(NOW + HOUR + 1), ErrorCode.INVALID_TIMESTAMP);
        assertThat(refusal(stamped(0))).isEmpty();
        assertThat(refusal(stamped(-1))).isEmpty();
    }

    @Test
    void takesTimestampsWithinTheTopicsBounds() {
        // Given
        var bounded =
                Map.of(
                        "message.timestamp.before.max.ms",
                        "1000",
                        "message.timestamp.after.max.ms",
                        "0");

        // Then
        assertThat(refusal(bounded, NEWEST, stamped(NOW - 1000))).isEmpty();
        assertThat(refusal(bounded, NEWEST, stamped(NOW - 1001)))
                .map(Refusal::code)
                .contains(ErrorCode.INVALID_TIMESTAMP);
        assertThat(refusal(bounded, NEWEST, stamped(NOW + 1)))
                .map(Refusal::code)
                .contains(ErrorCode.INVALID_TIMESTAMP);
    }

    @Test
    void takesAnyTimestampWhereTheBrokerStamps() {
        // Given
        var stamping = Map.of("message.timestamp.type", "LogAppendTime");

        // Then
        assertThat(refusal(stamping, NEWEST, stamped(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void takesBatchesUpToTheTopicsBound() {
        // Given
        ByteBuffer batch = TestBatches.of("a");
        var bound = Map.of("max.message.bytes", String.valueOf(batch.remaining()));
        var below = Map.of("max.message.bytes", String.valueOf(batch.remaining() - 1));

        // Then
        assertThat(refusal(bound, NEWEST, batch)).isEmpty();
        assertThat(refusal(below, NEWEST, batch))
                .map(Refusal::code)
                .contains(ErrorCode.MESSAGE_TOO_LARGE);
    }
}
