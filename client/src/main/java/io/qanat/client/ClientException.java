package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What went wrong in a client: the message says what failed, with which ids, and what to do.
public abstract sealed class ClientException extends RuntimeException
        permits BrokerException,
                BufferFullException,
                CancelledException,
                ClientClosedException,
                ConfigException,
                ConnectionLostException,
                CorruptBatchException,
                DeadlineException,
                FencedException,
                IncompatibleBrokerException,
                OffsetOutOfRangeException,
                PartitionerException,
                PurgedException,
                RecordTooLargeException,
                SerializationException,
                TransactionException,
                UnreachableException {
    private static final long serialVersionUID = 1L;

    ClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The broker's error code, or the last one of several attempts, where there is one.
    public Optional<ErrorCode> errorCode() {
        return Optional.empty();
    }

    /// Whether the same request may succeed later.
    public boolean isRetriable() {
        return errorCode().map(ErrorCode::retriable).orElse(false);
    }
}
