package io.qanat.client.producer;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.SerializationException;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.Budget;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.TopicBuffer;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.RecordBatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sends records to a cluster and tells what became of each.
///
/// `send` never blocks: not for metadata of an unknown topic, not for room, not for a connection. A
/// record that is not accepted gets its outcome at once, on the calling thread; every other on the
/// completion executor. Thread-safe; one producer for many threads and topics is meant.
public final class Producer<K, V> implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private final ProducerConfig config;
    private final Serializer<K> keySerializer;
    private final Serializer<V> valueSerializer;
    private final Engine engine;

    private Producer(
            ProducerConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        this.config = config;
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
        this.engine = new Engine(config);
    }

    /// A producer, which begins to look for the cluster in the background.
    public static <K, V> Producer<K, V> create(
            ProducerConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        return new Producer<>(config, keySerializer, valueSerializer);
    }

    /// Waits until the cluster has answered.
    ///
    /// @throws ClientException why it has not within `limit`
    public void awaitReady(Duration limit) throws InterruptedException {
        engine.awaitReady(limit);
    }

    /// Sends a record.
    ///
    /// @return a future that always completes normally
    public CompletableFuture<Outcome> send(ProducerRecord<K, V> record) {
        var pending = new PendingOutcome();
        send(record, pending);
        return pending;
    }

    /// Sends a record.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void send(ProducerRecord<K, V> record, Callback callback) {
        EncodedRecord encoded = encoded(record, callback);
        if (encoded != null) {
            Admission admission = append(engine.topic(record.topic()), encoded, partition(record));
            if (!admission.isAdmitted()) {
                refuse(record, callback, admission);
            }
        }
    }

    /// Sends a record, waiting while the send buffer is full: first come, first served.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void sendBlocking(ProducerRecord<K, V> record, Callback callback)
            throws InterruptedException {
        EncodedRecord encoded = encoded(record, callback);
        if (encoded != null) {
            TopicBuffer topic = engine.topic(record.topic());
            Admission admission = append(topic, encoded, partition(record));
            if (admission == Admission.NO_ROOM) {
                admission = appendInTurn(topic, encoded, partition(record));
            }
            if (!admission.isAdmitted()) {
                refuse(record, callback, admission);
            }
        }
    }

    /// Waits until every record sent so far has its outcome, and its callback was called. Nothing
    /// lingers meanwhile.
    ///
    /// @throws IllegalStateException from within a callback, for which it would wait
    public void flush() throws InterruptedException {
        engine.flush();
    }

    /// Closes the producer, waiting for records on their way up to half a minute.
    @Override
    public void close() {
        close(CLOSE_MAX);
    }

    /// Closes the producer: records whose outcome is open after `limit` are given up. When the
    /// caller is interrupted, that is at once.
    public void close(Duration limit) {
        engine.close(limit);
    }

    private Admission append(TopicBuffer topic, EncodedRecord encoded, int partition) {
        return engine.isClosed() ? Admission.CLOSED : topic.append(encoded, partition);
    }

    private Admission appendInTurn(TopicBuffer topic, EncodedRecord encoded, int partition)
            throws InterruptedException {
        try (Budget.Turn turn = engine.budget().line()) {
            Admission admission = topic.append(encoded, partition);
            while (admission == Admission.NO_ROOM) {
                turn.await();
                admission = topic.append(encoded, partition);
            }
            return admission;
        }
    }

    private static int partition(ProducerRecord<?, ?> record) {
        Integer partition = record.partition();
        return partition == null ? TopicBuffer.ANY : partition;
    }

    /// The record in bytes, or null when it was refused.
    private @Nullable EncodedRecord encoded(ProducerRecord<K, V> record, Callback callback) {
        EncodedRecord encoded;
        try {
            encoded = encode(record, callback);
        } catch (SerializationException e) {
            refuse(callback, e);
            return null;
        }
        long size = (long) encoded.sizeBound() + RecordBatch.HEADER_BYTES;
        long limit = Math.min(config.requestBytesMax(), config.bufferBytes());
        if (size > limit) {
            refuse(callback, new RecordTooLargeException(record.topic(), size, limit));
            return null;
        }
        return encoded;
    }

    private EncodedRecord encode(ProducerRecord<K, V> record, Callback callback) {
        Long timestamp = record.timestamp();
        byte[] key = bytes("key", record.topic(), keySerializer, record.key());
        byte[] value = bytes("value", record.topic(), valueSerializer, record.value());
        long millis = timestamp == null ? engine.millis() : timestamp;
        try {
            return new EncodedRecord(millis, key, value, record.headers(), callback);
        } catch (RuntimeException e) {
            throw new SerializationException("headers", record.topic(), e);
        }
    }

    private static <T> byte @Nullable [] bytes(
            String part, String topic, Serializer<T> serializer, @Nullable T data) {
        try {
            return serializer.serialize(topic, data);
        } catch (RuntimeException e) {
            throw new SerializationException(part, topic, e);
        }
    }

    private void refuse(ProducerRecord<?, ?> record, Callback callback, Admission admission) {
        refuse(
                callback,
                switch (admission) {
                    case NO_ROOM -> new BufferFullException(record.topic(), config.bufferBytes());
                    case NO_PARTITION ->
                            new BrokerException(
                                    "produce to " + record.topic() + "-" + record.partition(),
                                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                                    "the topic has fewer partitions");
                    case CLOSED ->
                            new ClientClosedException(
                                    "produce to " + record.topic() + ": the producer is closed");
                    case ADMITTED, ADMITTED_END_OF_RUN ->
                            throw new IllegalArgumentException("refused although " + admission);
                });
    }

    private static void refuse(Callback callback, ClientException cause) {
        callback.completed(new Outcome.NotPersisted(cause, Timeline.NONE));
    }
}
