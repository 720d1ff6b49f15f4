package io.qanat.client.publish;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.ConfigException;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.CorruptBatchException;
import io.qanat.client.DeadlineException;
import io.qanat.client.FencedException;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.OffsetOutOfRangeException;
import io.qanat.client.PartitionerException;
import io.qanat.client.PurgedException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.SerializationException;
import io.qanat.client.TransactionException;
import io.qanat.client.UnreachableException;
import io.qanat.client.producer.Outcome;
import io.qanat.protocol.ErrorCode;
import io.qanat.publisher.EventHeader;
import io.qanat.publisher.InvalidEventException;
import io.qanat.publisher.OverloadedException;
import io.qanat.publisher.PublishOutcome;
import io.qanat.publisher.PublisherException;
import io.qanat.publisher.RefusedException;
import io.qanat.publisher.StoppedException;
import io.qanat.publisher.UnavailableException;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/// The client's words in those of the port.
final class Translation {
    /// A record that the broker will not take however often it is sent.
    private static final Set<ErrorCode> ABOUT_THE_RECORD =
            Set.of(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    ErrorCode.RECORD_LIST_TOO_LARGE,
                    ErrorCode.INVALID_RECORD,
                    ErrorCode.INVALID_TIMESTAMP);

    private Translation() {}

    static PublishOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered ->
                    new PublishOutcome.Published(
                            delivered.topic(), delivered.partition(), delivered.offset());
            case Outcome.NotPersisted refused ->
                    new PublishOutcome.NotPublished(exception(refused.cause()));
            case Outcome.PossiblyPersisted unknown ->
                    new PublishOutcome.PossiblyPublished(exception(unknown.cause()));
        };
    }

    static PublisherException exception(ClientException cause) {
        String message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case SerializationException e -> new InvalidEventException(message, e);
            case RecordTooLargeException e -> new InvalidEventException(message, e);
            case PartitionerException e -> new InvalidEventException(message, e);
            case BufferFullException e -> new OverloadedException(message, e);
            case DeadlineException e -> new UnavailableException(message, e);
            case ConnectionLostException e -> new UnavailableException(message, e);
            case UnreachableException e -> new UnavailableException(message, e);
            case BrokerException e -> refusal(message, e);
            case ClientClosedException e -> new StoppedException(message, e);
            case PurgedException e -> new StoppedException(message, e);
            case CancelledException e -> new StoppedException(message, e);
            case FencedException e -> new StoppedException(message, e);
            case TransactionException e -> new RefusedException(message, e);
            case ConfigException e -> new RefusedException(message, e);
            case IncompatibleBrokerException e -> new RefusedException(message, e);
            case CorruptBatchException e -> new RefusedException(message, e);
            case OffsetOutOfRangeException e -> new RefusedException(message, e);
        };
    }

    static List<RecordHeader> headers(List<EventHeader> headers) {
        return headers.isEmpty() ? List.of() : headers.stream().map(Translation::header).toList();
    }

    private static RecordHeader header(EventHeader header) {
        byte[] value = header.value();
        return new RecordHeader(header.name(), value == null ? null : ByteBuffer.wrap(value));
    }

    private static PublisherException refusal(String message, BrokerException cause) {
        if (cause.isRetriable()) {
            return new UnavailableException(message, cause);
        }
        return cause.errorCode().filter(ABOUT_THE_RECORD::contains).isPresent()
                ? new InvalidEventException(message, cause)
                : new RefusedException(message, cause);
    }
}
