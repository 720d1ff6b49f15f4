package io.qanat.compat;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
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
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Errors;

/// Qanat's exceptions in Kafka's words.
final class KafkaErrors {
    private KafkaErrors() {}

    static KafkaException of(ClientException cause) {
        String message = String.valueOf(cause.getMessage());
        KafkaException translated =
                switch (cause) {
                    case BrokerException e -> ofBroker(message, e);
                    case BufferFullException e -> new BufferExhaustedException(message);
                    case DeadlineException e -> new TimeoutException(message);
                    case ConnectionLostException e -> new NetworkException(message);
                    case UnreachableException e -> new TimeoutException(message);
                    case RecordTooLargeException e ->
                            new org.apache.kafka.common.errors.RecordTooLargeException(message);
                    case SerializationException e ->
                            new org.apache.kafka.common.errors.SerializationException(message);
                    case IncompatibleBrokerException e -> new UnsupportedVersionException(message);
                    case CorruptBatchException e -> new CorruptRecordException(message);
                    case io.qanat.client.ConfigException e -> new ConfigException(message);
                    case OffsetOutOfRangeException e ->
                            Errors.OFFSET_OUT_OF_RANGE.exception(message);
                    case FencedException e -> new ProducerFencedException(message);
                    case TransactionException e -> new TransactionAbortedException(message);
                    case ClientClosedException e -> new KafkaException(message);
                    case PurgedException e -> new KafkaException(message);
                    case CancelledException e -> new KafkaException(message);
                    case PartitionerException e -> new KafkaException(message);
                };
        if (translated.getCause() == null && !(translated instanceof ConfigException)) {
            translated.initCause(cause);
        }
        return translated;
    }

    private static KafkaException ofBroker(String message, BrokerException cause) {
        return cause.errorCode()
                .<KafkaException>map(code -> Errors.forCode(code.code()).exception(message))
                .orElseGet(() -> new KafkaException(message));
    }
}
