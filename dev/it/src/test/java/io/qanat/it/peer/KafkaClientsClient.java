package io.qanat.it.peer;

import io.qanat.it.peer.SampleRecord.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongBiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Apache Kafka's own Java client in this JVM, at its defaults: idempotent, acks=all.
public final class KafkaClientsClient implements PeerClient {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "kafka-clients";
    }

    @Override
    public List<String> codecs() {
        return List.of("none", "gzip", "snappy", "lz4", "zstd");
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public List<Long> produce(
            String bootstrap, String topic, String codec, List<SampleRecord> records) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "compression.type", codec, "linger.ms", 20);
        try (var producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(r -> producer.send(record(topic, r))).toList();
            producer.flush();
            return sent.stream().map(KafkaClientsClient::offset).toList();
        }
    }

    @Override
    public List<StoredRecord> consume(String bootstrap, String topic, int count) {
        return consume(bootstrap, topic, (consumer, partition) -> (long) count);
    }

    /// Everything up to the end as it is now.
    public List<StoredRecord> consumeAll(String bootstrap, String topic) {
        return consume(
                bootstrap,
                topic,
                (consumer, partition) ->
                        consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
    }

    private static List<StoredRecord> consume(
            String bootstrap,
            String topic,
            ToLongBiFunction<KafkaConsumer<byte[], byte[]>, TopicPartition> count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false);
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long wanted = count.applyAsLong(consumer, partition);
            List<StoredRecord> records = new ArrayList<>();
            while (records.size() < wanted) {
                var polled = consumer.poll(WAIT_MAX);
                if (polled.isEmpty()) {
                    throw new AssertionError(
                            "%d records of %d after %s"
                                    .formatted(records.size(), wanted, WAIT_MAX));
                }
                polled.forEach(record -> records.add(stored(record)));
            }
            return records;
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, SampleRecord record) {
        Long timestamp =
                record.timestampMillis() == SampleRecord.CLIENTS_CHOICE
                        ? null
                        : record.timestampMillis();
        var built =
                new ProducerRecord<>(
                        topic,
                        0,
                        timestamp,
                        Octets.bytesOf(record.key()),
                        Octets.bytesOf(record.value()));
        for (Header header : record.headers()) {
            built.headers().add(header.name(), Octets.bytesOf(header.value()));
        }
        return built;
    }

    private static StoredRecord stored(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers =
                Arrays.stream(record.headers().toArray())
                        .map(h -> new Header(h.key(), Octets.ofNullable(h.value())))
                        .toList();
        var sample =
                new SampleRecord(
                        record.timestamp(),
                        Octets.ofNullable(record.key()),
                        Octets.ofNullable(record.value()),
                        headers);
        return new StoredRecord(record.offset(), sample);
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS).offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("kafka-clients did not deliver", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
