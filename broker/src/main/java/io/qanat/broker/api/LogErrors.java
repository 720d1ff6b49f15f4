package io.qanat.broker.api;

import io.qanat.log.DiskFullException;
import io.qanat.log.FolderInUseException;
import io.qanat.log.FolderVersionException;
import io.qanat.log.InvalidProducerEpochException;
import io.qanat.log.LogClosedException;
import io.qanat.log.LogException;
import io.qanat.log.LogSealedException;
import io.qanat.log.OffsetOutOfRangeException;
import io.qanat.log.OutOfOrderSequenceException;
import io.qanat.log.PartitionExistsException;
import io.qanat.log.StorageException;
import io.qanat.log.UnknownPartitionException;
import io.qanat.protocol.ErrorCode;

/// What clients are told when the log cannot do what they want.
final class LogErrors {
    private static final long NO_OFFSET = -1;

    private LogErrors() {}

    static ErrorCode code(LogException failure) {
        return switch (failure) {
            case UnknownPartitionException gone -> ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
            case OffsetOutOfRangeException outside -> ErrorCode.OFFSET_OUT_OF_RANGE;
            case OutOfOrderSequenceException gap -> ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
            case InvalidProducerEpochException stale -> ErrorCode.INVALID_PRODUCER_EPOCH;
            // Nothing was stored and a retry can help, which is what this code says: an operator
            // makes room meanwhile.
            case DiskFullException full -> ErrorCode.NOT_ENOUGH_REPLICAS;
            // Restarting is going on: clients retry on the broker that comes back.
            case LogClosedException closed -> ErrorCode.NOT_LEADER_OR_FOLLOWER;
            case LogSealedException sealed -> ErrorCode.KAFKA_STORAGE_ERROR;
            case StorageException failed -> ErrorCode.KAFKA_STORAGE_ERROR;
            case PartitionExistsException stranger -> ErrorCode.KAFKA_STORAGE_ERROR;
            case FolderInUseException atStart -> ErrorCode.KAFKA_STORAGE_ERROR;
            case FolderVersionException atStart -> ErrorCode.KAFKA_STORAGE_ERROR;
        };
    }

    /// Where the log begins that looked at the records, -1 when none did.
    static long logStartOffset(LogException failure) {
        return switch (failure) {
            case OutOfOrderSequenceException gap -> gap.logStartOffset();
            case InvalidProducerEpochException stale -> stale.logStartOffset();
            default -> NO_OFFSET;
        };
    }
}
