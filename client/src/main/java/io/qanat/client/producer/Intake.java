package io.qanat.client.producer;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.PartitionerException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.SerializationException;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.Budget;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.TopicBuffer;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.RecordBatch;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way of records in: each is serialized and appended, or refused, on its caller's thread.
///
/// Only [#sendBlocking] ever waits. Thread-safe.
final class Intake<K, V> {
    /// For a record that is sent when it is serialized.
    private static final long NOW = Long.MIN_VALUE;

    private final Serializers<K, V> serializers;
    private final Accumulator accumulator;
    private final long recordBytesMax;
    private final Owner owner;

    /// The producer whose records these are.
    interface Owner {
        /// Whether it takes no more records.
        boolean isClosed();

        /// Nanoseconds that never go back.
        long nanos();

        /// Milliseconds since 1970, which may be one behind.
        ///
        /// @param nanos the present time
        long millisAt(long nanos);

        /// Why it takes no more records.
        default ClientException closed(String topic) {
            return new ClientClosedException("produce to " + topic + ": the producer is closed");
        }

        /// A record was refused although the producer takes records.
        default void refused(ClientException cause) {}
    }

    Intake(
            Serializers<K, V> serializers,
            Accumulator accumulator,
            long recordBytesMax,
            Owner owner) {
        this.serializers = serializers;
        this.accumulator = accumulator;
        this.recordBytesMax = recordBytesMax;
        this.owner = owner;
    }

    Owner owner() {
        return owner;
    }

    TopicBuffer topic(String name) {
        return accumulator.topic(name);
    }

    /// Takes a record if there is room.
    void send(ProducerRecord<K, V> record, Callback callback) {
        EncodedRecord encoded = encoded(record, NOW, 0, callback);
        if (encoded != null) {
            send(record, encoded);
        }
    }

    /// Takes a record with a time of its own if there is room.
    void send(ProducerRecord<K, V> record, Duration timeout, Callback callback) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("negative timeout " + timeout);
        }
        EncodedRecord encoded = encoded(record, NOW, 0, callback);
        if (encoded != null) {
            send(record, encoded.within(timeout.toNanos()));
        }
    }

    /// Takes a record, waiting in line for room if there is none.
    void sendBlocking(ProducerRecord<K, V> record, Duration waitMax, Callback callback)
            throws InterruptedException {
        EncodedRecord encoded = encoded(record, NOW, 0, callback);
        if (encoded != null) {
            try {
                sendBlocking(record, waitMax, encoded);
            } catch (PartitionerException e) {
                refuse(callback, e);
            }
        }
    }

    private void send(ProducerRecord<K, V> record, EncodedRecord encoded) {
        Admission admission;
        try {
            admission = append(accumulator.topic(record.topic()), encoded, partition(record));
        } catch (PartitionerException e) {
            refuse(encoded.callback(), e);
            return;
        }
        if (!admission.isAdmitted()) {
            refuse(accumulator.topic(record.topic()), partition(record), encoded, admission);
        }
    }

    private void sendBlocking(ProducerRecord<K, V> record, Duration waitMax, EncodedRecord encoded)
            throws InterruptedException {
        TopicBuffer topic = accumulator.topic(record.topic());
        // Once, however often it is tried: a turn that was taken is not to be skipped.
        int partition = topic.choice(encoded, partition(record));
        Admission admission = append(topic, encoded, partition);
        if (admission == Admission.NO_ROOM) {
            sendInTurn(topic, encoded, partition, waitMax);
        } else if (!admission.isAdmitted()) {
            refuse(topic, partition, encoded, admission);
        }
    }

    /// Takes a record, waiting in line for room.
    void sendInTurn(TopicBuffer topic, EncodedRecord encoded, int partition, Duration waitMax)
            throws InterruptedException {
        long startNanos = owner.nanos();
        long deadlineNanos = startNanos + waitMax.toNanos();
        Admission admission;
        try (Budget.Turn turn = accumulator.budget().line()) {
            admission = append(topic, encoded, partition);
            while (admission == Admission.NO_ROOM && turn.await(owner::nanos, deadlineNanos)) {
                EncodedRecord waited = later(encoded, startNanos);
                admission = append(topic, waited, partition);
            }
        }
        if (!admission.isAdmitted()) {
            refuse(topic, partition, later(encoded, startNanos), admission);
        }
    }

    /// The record after a wait in line, which adds to what it had waited before.
    private EncodedRecord later(EncodedRecord encoded, long startNanos) {
        return encoded.afterLine(encoded.lineNanos() + owner.nanos() - startNanos);
    }

    private Admission append(TopicBuffer topic, EncodedRecord encoded, int partition) {
        return owner.isClosed() ? Admission.CLOSED : topic.append(encoded, partition);
    }

    static int partition(ProducerRecord<?, ?> record) {
        Integer partition = record.partition();
        return partition == null ? TopicBuffer.ANY : partition;
    }

    /// The record in bytes, or null when it was refused.
    ///
    /// @param sentNanos when it was sent, or [#NOW]
    /// @param lineNanos how long it has waited since
    @Nullable EncodedRecord encoded(
            ProducerRecord<K, V> record, long sentNanos, long lineNanos, Callback callback) {
        EncodedRecord encoded;
        try {
            encoded = encode(record, sentNanos, lineNanos, callback);
        } catch (SerializationException e) {
            refuse(callback, e);
            return null;
        }
        long size = (long) encoded.sizeBound() + RecordBatch.HEADER_BYTES;
        if (size > recordBytesMax) {
            refuse(callback, new RecordTooLargeException(record.topic(), size, recordBytesMax));
            return null;
        }
        return encoded;
    }

    private EncodedRecord encode(
            ProducerRecord<K, V> record, long sentNanos, long lineNanos, Callback callback) {
        Long timestamp = record.timestamp();
        byte[] key = bytes("key", record.topic(), serializers.key(), record.key());
        byte[] value = bytes("value", record.topic(), serializers.value(), record.value());
        long sent = sentNanos == NOW ? owner.nanos() : sentNanos;
        long millis = timestamp == null ? owner.millisAt(sent + lineNanos) : timestamp;
        try {
            return new EncodedRecord(
                    millis, key, value, record.headers(), callback, sent, lineNanos);
        } catch (RuntimeException e) {
            throw new SerializationException("headers", record.topic(), e);
        }
    }

    private static <T> byte @Nullable [] bytes(
            String part, String topic, Serializer<T> serializer, @Nullable T data) {
        try {
            return serializer.serialize(topic, data);
        } catch (RuntimeException | Error e) {
            throw new SerializationException(part, topic, e);
        }
    }

    /// Tells why a record was not taken.
    void refuse(TopicBuffer topic, int partition, EncodedRecord encoded, Admission admission) {
        ClientException cause =
                switch (admission) {
                    case NO_ROOM ->
                            new BufferFullException(topic.name(), accumulator.budget().level());
                    case NO_PARTITION ->
                            new BrokerException(
                                    "produce to " + topic.name() + "-" + partition,
                                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                                    "the topic has fewer partitions");
                    case CLOSED -> owner.closed(topic.name());
                    case ADMITTED, ADMITTED_END_OF_RUN ->
                            throw new IllegalArgumentException("refused although " + admission);
                };
        if (admission != Admission.CLOSED) {
            owner.refused(cause);
        }
        Timeline timeline = encoded.lineNanos() == 0 ? Timeline.NONE : waited(encoded.lineNanos());
        encoded.callback().completed(new Outcome.NotPersisted(cause, timeline));
    }

    private static Timeline waited(long lineNanos) {
        return new Timeline(0, lineNanos, 0, 0, List.of(), 0, lineNanos);
    }

    void refuse(Callback callback, ClientException cause) {
        owner.refused(cause);
        callback.completed(new Outcome.NotPersisted(cause, Timeline.NONE));
    }
}
