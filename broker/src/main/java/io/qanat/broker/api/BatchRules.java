package io.qanat.broker.api;

import io.qanat.broker.config.TopicSettings;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.Compression;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.RecordBatch;
import io.qanat.record.TimestampType;
import io.qanat.record.UnsupportedCompressionException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What a client's records must be like for the log to take them. Immutable.
///
/// The batch is opened: a consumer trusts the offsets inside, so nothing may be stored whose inside
/// does not fit its header.
final class BatchRules {
    private static final int ZSTD_VERSION_MIN = 7;

    private final int version;
    private final TopicSettings settings;
    private final long nowMillis;
    private final Unfolding unfolding;

    /// @param version the version of the produce request
    BatchRules(int version, TopicSettings settings, long nowMillis, Unfolding unfolding) {
        this.version = version;
        this.settings = settings;
        this.nowMillis = nowMillis;
        this.unfolding = unfolding;
    }

    /// Why these records are not taken, or nothing.
    Optional<Refusal> refusal(ByteBuffer records) {
        if (!records.hasRemaining()) {
            return invalid("a produce request needs a batch for every partition that it names");
        }
        try {
            ByteBuffer rest = records.duplicate();
            RecordBatch batch = RecordBatch.next(rest);
            if (rest.hasRemaining()) {
                return invalid(
                        "a produce request holds one batch per partition, and here follow "
                                + rest.remaining()
                                + " more bytes");
            }
            return header(batch).or(() -> inside(batch));
        } catch (CorruptRecordException corrupt) {
            return Optional.of(
                    Refusal.of(ErrorCode.INVALID_RECORD, String.valueOf(corrupt.getMessage())));
        } catch (UnsupportedCompressionException unknown) {
            return Optional.of(
                    Refusal.of(
                            ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                            String.valueOf(unknown.getMessage())));
        }
    }

    private Optional<Refusal> inside(RecordBatch batch) {
        unfolding.enter(batch);
        try {
            return new RecordRules(batch, settings, nowMillis).refusal(unfolding.limits());
        } finally {
            unfolding.leave(batch);
        }
    }

    private Optional<Refusal> header(RecordBatch batch) {
        if (batch.sizeInBytes() > settings.messageBytesMax()) {
            return Optional.of(
                    Refusal.of(
                            ErrorCode.MESSAGE_TOO_LARGE,
                            "the batch has "
                                    + batch.sizeInBytes()
                                    + " bytes, the topic takes "
                                    + settings.messageBytesMax()));
        }
        if (!batch.hasValidCrc()) {
            return Optional.of(
                    Refusal.of(ErrorCode.CORRUPT_MESSAGE, "the batch does not fit its checksum"));
        }
        if (batch.isControl()) {
            return invalid("clients do not write control records");
        }
        if (batch.isTransactional()) {
            return Optional.of(
                    Refusal.of(
                            ErrorCode.INVALID_TXN_STATE,
                            "this broker does not serve transactions"));
        }
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return Optional.of(
                    Refusal.of(
                            ErrorCode.INVALID_TIMESTAMP,
                            "only the broker stamps batches with the time of their append"));
        }
        if (batch.hasDeleteHorizon()) {
            return invalid("only compaction gives batches a delete horizon");
        }
        if (batch.compression() == Compression.ZSTD && version < ZSTD_VERSION_MIN) {
            return Optional.of(
                    Refusal.of(
                            ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                            "zstd needs version "
                                    + ZSTD_VERSION_MIN
                                    + " of a produce request, this is "
                                    + version));
        }
        if (batch.producerId() >= 0 && batch.baseSequence() < 0) {
            return invalid(
                    "the batch of producer "
                            + batch.producerId()
                            + " has sequence "
                            + batch.baseSequence());
        }
        return offsets(batch);
    }

    private static Optional<Refusal> offsets(RecordBatch batch) {
        if (batch.baseOffset() != 0) {
            return invalid("the batch begins at offset " + batch.baseOffset() + " instead of 0");
        }
        if (batch.recordCount() < 1 || batch.lastOffsetDelta() != batch.recordCount() - 1) {
            return invalid(
                    "the batch says that it has "
                            + batch.recordCount()
                            + " records with offsets to "
                            + batch.lastOffsetDelta());
        }
        return Optional.empty();
    }

    private static Optional<Refusal> invalid(String message) {
        return Optional.of(Refusal.of(ErrorCode.INVALID_RECORD, message));
    }
}
