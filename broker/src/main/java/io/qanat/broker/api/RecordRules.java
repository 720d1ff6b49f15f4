package io.qanat.broker.api;

import io.qanat.broker.config.TopicSettings;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the records inside one batch must be like. Confined to one thread.
final class RecordRules {
    private static final long NO_TIMESTAMP = -1;
    // An answer that names a million records helps nobody.
    private static final int RECORDS_NAMED_MAX = 100;

    private final RecordBatch batch;
    private final TopicSettings settings;
    private final long oldestMillis;
    private final long newestMillis;
    private final List<BatchIndexAndErrorMessage> keyless = new ArrayList<>();
    private final List<BatchIndexAndErrorMessage> untimely = new ArrayList<>();

    RecordRules(RecordBatch batch, TopicSettings settings, long nowMillis) {
        this.batch = batch;
        this.settings = settings;
        // Sums beyond the range of a long mean that any time will do.
        long oldest = nowMillis - settings.timestampBeforeMaxMillis();
        long newest = nowMillis + settings.timestampAfterMaxMillis();
        this.oldestMillis = settings.stampsAppendTime() ? Long.MIN_VALUE : oldest;
        this.newestMillis =
                settings.stampsAppendTime() || newest < nowMillis ? Long.MAX_VALUE : newest;
    }

    /// Why these records are not taken, or nothing.
    Optional<Refusal> refusal(DecompressionLimits limits) {
        // As many records as offsets, and the cursor lets them only go forward: there are no gaps.
        RecordCursor records = batch.records(limits);
        for (int index = 0; records.advance(); index++) {
            check(records, index);
        }
        if (!keyless.isEmpty()) {
            return Optional.of(
                    new Refusal(
                            ErrorCode.INVALID_RECORD,
                            "a compacted topic takes no record without a key",
                            keyless));
        }
        if (!untimely.isEmpty()) {
            return Optional.of(
                    new Refusal(
                            ErrorCode.INVALID_TIMESTAMP,
                            "timestamps must lie between " + oldestMillis + " and " + newestMillis,
                            untimely));
        }
        return Optional.empty();
    }

    private void check(RecordCursor record, int index) {
        if (settings.isCompacted() && record.keySize() < 0) {
            blame(keyless, index, "the record has no key");
        }
        long timestamp = record.timestamp();
        if (timestamp != NO_TIMESTAMP && (timestamp < oldestMillis || timestamp > newestMillis)) {
            blame(untimely, index, "the record has timestamp " + timestamp);
        }
    }

    private static void blame(List<BatchIndexAndErrorMessage> records, int index, String message) {
        if (records.size() < RECORDS_NAMED_MAX) {
            records.add(
                    BatchIndexAndErrorMessage.builder()
                            .batchIndex(index)
                            .batchIndexErrorMessage(message)
                            .build());
        }
    }
}
