package io.qanat.it.peer;

import io.qanat.client.BootstrapServers;
import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.consumer.FetchedRecords;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.peer.SampleRecord.Header;
import io.qanat.record.Compression;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Our own client in this JVM.
public final class QanatClient implements PeerClient {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "qanat";
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
        var config =
                ProducerConfig.builder(BootstrapServers.parse(bootstrap))
                        .compression(Compression.named(codec).orElseThrow())
                        .linger(Duration.ofMillis(20))
                        .build();
        try (var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            List<CompletableFuture<Outcome>> sent =
                    records.stream().map(record -> producer.send(record(topic, record))).toList();
            return sent.stream().map(outcome -> outcome.join().orThrow().offset()).toList();
        }
    }

    @Override
    public List<StoredRecord> consume(String bootstrap, String topic, int count) {
        var partition = new TopicPartition(topic, 0);
        try (var fetcher =
                PartitionFetcher.create(
                        FetcherConfig.builder(BootstrapServers.parse(bootstrap)).build())) {
            fetcher.assign(fetcher.beginningOffsets(List.of(partition)));
            List<StoredRecord> records = new ArrayList<>();
            while (records.size() < count) {
                FetchedRecords polled = fetcher.poll(WAIT_MAX);
                if (polled.isEmpty()) {
                    throw new AssertionError(
                            "%d records of %d after %s".formatted(records.size(), count, WAIT_MAX));
                }
                polled.toList().forEach(record -> records.add(stored(record)));
            }
            return records;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static StoredRecord stored(ConsumedRecord record) {
        List<Header> headers =
                record.headers().stream()
                        .map(header -> new Header(header.key(), Octets.ofNullable(header.value())))
                        .toList();
        var sample =
                new SampleRecord(
                        record.timestamp(),
                        Octets.ofNullable(record.key()),
                        Octets.ofNullable(record.value()),
                        headers);
        return new StoredRecord(record.offset(), sample);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, SampleRecord record) {
        List<RecordHeader> headers =
                record.headers().stream()
                        .map(header -> new RecordHeader(header.name(), buffer(header.value())))
                        .toList();
        return new ProducerRecord<>(
                topic,
                0,
                record.timestampMillis(),
                Octets.bytesOf(record.key()),
                Octets.bytesOf(record.value()),
                headers);
    }

    private static @Nullable ByteBuffer buffer(@Nullable Octets octets) {
        return octets == null ? null : ByteBuffer.wrap(octets.bytes());
    }
}
