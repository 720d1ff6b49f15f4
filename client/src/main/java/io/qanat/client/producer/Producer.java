package io.qanat.client.producer;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.BufferLevel;
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
import java.util.List;
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

    /// Sends a record if there is room for it now.
    public Acceptance trySend(ProducerRecord<K, V> record) {
        var pending = new PendingOutcome();
        send(record, pending);
        // What is refused has its outcome by now; what was taken hardly ever does.
        return pending.getNow(null) instanceof Outcome.NotPersisted refused
                ? new Acceptance.Refused(refused.cause())
                : new Acceptance.Accepted(pending);
    }

    /// Sends a record.
    ///
    /// @return a future that always completes normally; at once when there is no room
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
            send(record, encoded);
        }
    }

    /// Sends a record that has less time for its outcome than others, or more.
    ///
    /// @param timeout from now on, instead of the producer's delivery timeout
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void send(ProducerRecord<K, V> record, Duration timeout, Callback callback) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("negative timeout " + timeout);
        }
        EncodedRecord encoded = encoded(record, callback);
        if (encoded != null) {
            send(record, encoded.within(timeout.toNanos()));
        }
    }

    private void send(ProducerRecord<K, V> record, EncodedRecord encoded) {
        Admission admission = append(engine.topic(record.topic()), encoded, partition(record));
        if (!admission.isAdmitted()) {
            refuse(record, encoded, admission);
        }
    }

    /// Sends a record, waiting while the send buffer is full: first come, first served. The time
    /// until its outcome includes the wait, which so ends at the latest with the delivery timeout.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void sendBlocking(ProducerRecord<K, V> record, Callback callback)
            throws InterruptedException {
        sendBlocking(record, config.deliveryTimeout(), callback);
    }

    /// Sends a record, waiting while the send buffer is full, but not longer than `waitMax`: first
    /// come, first served.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void sendBlocking(ProducerRecord<K, V> record, Duration waitMax, Callback callback)
            throws InterruptedException {
        EncodedRecord encoded = encoded(record, callback);
        if (encoded != null) {
            TopicBuffer topic = engine.topic(record.topic());
            Admission admission = append(topic, encoded, partition(record));
            if (admission == Admission.NO_ROOM) {
                sendInTurn(record, encoded, waitMax);
            } else if (!admission.isAdmitted()) {
                refuse(record, encoded, admission);
            }
        }
    }

    /// How full the send buffer is.
    public BufferLevel bufferLevel() {
        return engine.budget().level();
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

    private void sendInTurn(ProducerRecord<K, V> record, EncodedRecord encoded, Duration waitMax)
            throws InterruptedException {
        TopicBuffer topic = engine.topic(record.topic());
        long startNanos = engine.nanos();
        long deadlineNanos = startNanos + waitMax.toNanos();
        Admission admission;
        try (Budget.Turn turn = engine.budget().line()) {
            admission = append(topic, encoded, partition(record));
            while (admission == Admission.NO_ROOM && turn.await(engine::nanos, deadlineNanos)) {
                EncodedRecord waited = encoded.afterLine(engine.nanos() - startNanos);
                admission = append(topic, waited, partition(record));
            }
        }
        if (!admission.isAdmitted()) {
            refuse(record, encoded.afterLine(engine.nanos() - startNanos), admission);
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
        long limit = Math.min(config.requestBytesMax(), engine.bufferBytes());
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

    private void refuse(ProducerRecord<?, ?> record, EncodedRecord encoded, Admission admission) {
        ClientException cause =
                switch (admission) {
                    case NO_ROOM -> new BufferFullException(record.topic(), bufferLevel());
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
                };
        Timeline timeline = encoded.lineNanos() == 0 ? Timeline.NONE : waited(encoded.lineNanos());
        encoded.callback().completed(new Outcome.NotPersisted(cause, timeline));
    }

    private static Timeline waited(long lineNanos) {
        return new Timeline(0, lineNanos, 0, 0, List.of(), 0, lineNanos);
    }

    private static void refuse(Callback callback, ClientException cause) {
        callback.completed(new Outcome.NotPersisted(cause, Timeline.NONE));
    }
}
