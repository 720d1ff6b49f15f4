package io.qanat.log;

import org.jspecify.annotations.Nullable;

/// What a log could not do, by kind. The message says what failed and what to do.
public abstract sealed class LogException extends RuntimeException
        permits FolderInUseException,
                FolderVersionException,
                UnknownPartitionException,
                PartitionExistsException,
                OffsetOutOfRangeException,
                LogSealedException,
                LogClosedException,
                DiskFullException,
                OutOfOrderSequenceException,
                InvalidProducerEpochException,
                StorageException {
    private static final long serialVersionUID = 1L;

    LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
