package io.qanat.broker.api;

import io.qanat.log.Log;
import io.qanat.log.TimestampOffset;
import io.qanat.log.TopicPartition;
import io.qanat.record.RecordBatch;

/// What a timestamp stands for in a partition: the first record from then on, or one of the places
/// that have a negative number. Immutable.
final class OffsetSearch {
    private static final int LATEST = -1;
    private static final int EARLIEST = -2;
    private static final int MAX_TIMESTAMP = -3;
    private static final int EARLIEST_LOCAL = -4;
    private static final int LATEST_TIERED = -5;
    private static final int EARLIEST_PENDING_UPLOAD = -6;

    private static final int UNKNOWN = -1;
    private static final Position NOWHERE = new Position(UNKNOWN, UNKNOWN, UNKNOWN);

    /// A place in a partition.
    ///
    /// @param timestamp of the record there, -1 when it was not looked for by time
    /// @param offset its offset, -1 when there is no such place
    /// @param leaderEpoch the epoch that its batch was written in, -1 when there is no such place
    record Position(long timestamp, long offset, int leaderEpoch) {}

    private final Log log;

    OffsetSearch(Log log) {
        this.log = log;
    }

    /// The oldest version of ListOffsets in which a timestamp has its meaning.
    static int versionMin(long timestamp) {
        if (timestamp >= 0) {
            return 0;
        }
        return switch (number(timestamp)) {
            case LATEST, EARLIEST -> 1;
            case MAX_TIMESTAMP -> 7;
            case EARLIEST_LOCAL -> 8;
            case LATEST_TIERED -> 9;
            case EARLIEST_PENDING_UPLOAD -> 11;
            default -> Integer.MAX_VALUE;
        };
    }

    /// The place that a timestamp stands for.
    Position find(TopicPartition partition, long timestamp) {
        if (timestamp >= 0) {
            return log.offsetForTimestamp(partition, timestamp)
                    .map(found -> record(partition, found))
                    .orElse(NOWHERE);
        }
        return switch (number(timestamp)) {
            case LATEST ->
                    new Position(
                            UNKNOWN, log.offsets(partition).highWatermark(), log.leaderEpoch());
            // Nothing is tiered, so everything is local.
            case EARLIEST, EARLIEST_LOCAL -> earliest(partition);
            case MAX_TIMESTAMP ->
                    log.maxTimestamp(partition)
                            .map(found -> record(partition, found))
                            .orElse(NOWHERE);
            default -> NOWHERE;
        };
    }

    private static int number(long timestamp) {
        return (int) Math.max(timestamp, Integer.MIN_VALUE);
    }

    private Position earliest(TopicPartition partition) {
        long offset = log.offsets(partition).logStart();
        return new Position(UNKNOWN, offset, leaderEpoch(partition, offset));
    }

    private Position record(TopicPartition partition, TimestampOffset found) {
        return new Position(
                found.timestamp(), found.offset(), leaderEpoch(partition, found.offset()));
    }

    private int leaderEpoch(TopicPartition partition, long offset) {
        var batches = log.read(partition, offset, 1, true).batches();
        return batches.hasRemaining() ? RecordBatch.next(batches).leaderEpoch() : log.leaderEpoch();
    }
}
