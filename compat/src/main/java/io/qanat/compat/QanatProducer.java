package io.qanat.compat;

import io.qanat.client.ClientException;
import io.qanat.client.admin.TopicDescription;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Qanat's producer in the place of kafka-clients' `KafkaProducer`: the same interface, properties,
/// exceptions, serializers, interceptors and partitioners.
///
/// What differs: `send` waits for room in the buffer as `max.block.ms` says, but for metadata only
/// when there is a partitioner class; callbacks run on a thread of their own instead of the one
/// that does the sending; there are no metrics but a few. Thread-safe.
public final class QanatProducer<K, V> implements org.apache.kafka.clients.producer.Producer<K, V> {

    /// Long enough for every record to have its outcome, and short enough to be added to a clock.
    private static final Duration CLOSE_MAX = Duration.ofDays(365);

    private final Parts<K, V> parts;
    private final Producer<byte[], byte[]> producer;
    private final TransactionCalls transactions;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /// A producer with serializers that the properties name.
    ///
    /// @throws KafkaException when the properties cannot be used
    public QanatProducer(Map<String, Object> configs) {
        this(configs, null, null);
    }

    /// A producer with serializers that the properties name.
    ///
    /// @throws KafkaException when the properties cannot be used
    public QanatProducer(Properties properties) {
        this(properties, null, null);
    }

    /// A producer with serializers that are configured already, or named by the properties.
    ///
    /// @throws KafkaException when the properties cannot be used
    public QanatProducer(
            Properties properties,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        this(PropertyFile.map(properties), keySerializer, valueSerializer);
    }

    /// A producer with serializers that are configured already, or named by the properties.
    ///
    /// @throws KafkaException when the properties cannot be used
    public QanatProducer(
            Map<String, Object> configs,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        parts = Parts.of(configs, keySerializer, valueSerializer);
        producer =
                Producer.create(
                        parts.config(),
                        io.qanat.client.producer.Serializer.BYTES,
                        io.qanat.client.producer.Serializer.BYTES);
        transactions =
                new TransactionCalls(producer, parts.config().isTransactional(), parts.blockMax());
    }

    @Override
    public Future<RecordMetadata> send(
            org.apache.kafka.clients.producer.ProducerRecord<K, V> record) {
        return send(record, null);
    }

    /// Sends a record; waits for room, at most as long as `max.block.ms` says.
    ///
    /// @throws org.apache.kafka.common.errors.SerializationException when the record cannot be
    ///   serialized
    /// @throws IllegalStateException when the producer is closed
    @Override
    public Future<RecordMetadata> send(
            org.apache.kafka.clients.producer.ProducerRecord<K, V> record,
            @Nullable Callback callback) {
        refuseIfClosed();
        var sent = parts.interceptors().sending(record);
        var pending = new PendingSend<>(sent, callback, parts.interceptors());
        try {
            byte[] key = parts.serializers().key(sent);
            byte[] value = parts.serializers().value(sent);
            pending.sizes(key, value);
            Integer partition = partition(sent, key, value);
            pending.partition(partition);
            producer.sendBlocking(
                    new ProducerRecord<>(
                            sent.topic(),
                            partition,
                            sent.timestamp(),
                            key,
                            value,
                            headers(sent.headers())),
                    parts.blockMax(),
                    pending);
        } catch (ApiException e) {
            // As Kafka's does: what is wrong with the sending is told by the future.
            pending.fail(e);
        } catch (InterruptedException e) {
            var interrupt = new InterruptException(e);
            parts.interceptors().failed(sent, interrupt);
            throw interrupt;
        } catch (RuntimeException e) {
            parts.interceptors().failed(sent, e);
            throw e;
        }
        return pending;
    }

    @Override
    public void flush() {
        try {
            producer.flush();
        } catch (InterruptedException e) {
            throw new InterruptException("Flush interrupted.", e);
        } catch (IllegalStateException e) {
            throw new KafkaException(e.getMessage(), e);
        }
    }

    /// The partitions of a topic. Brokers are told by their ids; addresses are not.
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return Topology.partitions(await(topic));
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Gauge.of(producer, parts.config().connection().clientId());
    }

    @Override
    public void close() {
        close(CLOSE_MAX);
    }

    /// Closes the producer, waiting for records on their way at most so long.
    @Override
    public void close(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout cannot be negative.");
        }
        try {
            producer.close(timeout.compareTo(CLOSE_MAX) > 0 ? CLOSE_MAX : timeout);
        } catch (IllegalStateException e) {
            throw new KafkaException(e.getMessage(), e);
        }
        if (isClosed.compareAndSet(false, true)) {
            parts.close();
        }
    }

    @Override
    public void initTransactions() {
        refuseIfClosed();
        transactions.initialize();
    }

    @Override
    public void beginTransaction() {
        refuseIfClosed();
        transactions.begin();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        refuseIfClosed();
        transactions.sendOffsets(offsets, groupMetadata);
    }

    @Override
    public void commitTransaction() {
        refuseIfClosed();
        transactions.commit();
    }

    @Override
    public void abortTransaction() {
        refuseIfClosed();
        transactions.abort();
    }

    /// Does nothing: no metrics are pushed to brokers.
    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    /// Does nothing: no metrics are pushed to brokers.
    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}

    /// There is none, as no metrics are pushed to brokers.
    ///
    /// @throws IllegalStateException always, as Kafka's does then
    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new IllegalStateException(
                "Telemetry is not enabled: no metrics are pushed to brokers");
    }

    private @Nullable Integer partition(
            org.apache.kafka.clients.producer.ProducerRecord<K, V> record,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        var partitioner = parts.partitioner();
        if (record.partition() != null || partitioner == null) {
            return record.partition();
        }
        TopicDescription topic =
                producer.topic(record.topic()).orElseGet(() -> await(record.topic()));
        int partition =
                partitioner.partition(
                        record.topic(),
                        record.key(),
                        key,
                        record.value(),
                        value,
                        Topology.cluster(topic));
        if (partition < 0) {
            throw new IllegalArgumentException(
                    "The partitioner generated an invalid partition number: "
                            + partition
                            + ". Partition number should always be non-negative.");
        }
        return partition;
    }

    private TopicDescription await(String topic) {
        try {
            return producer.awaitTopic(topic, parts.blockMax());
        } catch (ClientException e) {
            throw KafkaErrors.of(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void refuseIfClosed() {
        if (isClosed.get()) {
            throw new IllegalStateException(
                    "Cannot perform operation after producer has been closed");
        }
    }

    private static List<RecordHeader> headers(Headers headers) {
        if (headers instanceof RecordHeaders own) {
            // As Kafka's does: who changes them later would believe that they are sent.
            own.setReadOnly();
        }
        var list = new ArrayList<RecordHeader>();
        for (Header header : headers) {
            byte[] value = header.value();
            list.add(new RecordHeader(header.key(), value == null ? null : ByteBuffer.wrap(value)));
        }
        return list;
    }
}
