package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.node.BrokerProcess;
import io.qanat.it.wire.StoredBatches;
import io.qanat.it.wire.StoredBatches.StoredBatch;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.record.Compression;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows B1, B2 and B4 to B6: from a record to a request.
abstract class PipelineRules extends ConceptRules {

    PipelineRules(BrokerProcess broker) {
        super(broker);
    }

    @Test
    void b1RecordsAreSerializedPlacedBatchedCompressedSentRetriedAndTracked() throws Exception {
        // Given
        createTopic(1);
        Serializer<List<String>> lines =
                (topic, data) ->
                        String.join("\n", Objects.requireNonNull(data))
                                .getBytes(StandardCharsets.UTF_8);
        try (var relay = relay(number -> number == 0 ? Turn.Plain.LOST : Turn.Plain.PASSED);
                var producer =
                        Producer.create(
                                config(
                                        relay.bootstrap(),
                                        c -> withoutEndOfLinger(c).compression(Compression.GZIP)),
                                Serializer.STRING,
                                lines)) {
            // When
            var first = producer.send(new ProducerRecord<>(topic(), List.of("a", "b")));
            var second = producer.send(new ProducerRecord<>(topic(), List.of("c")));
            producer.flush();
            // Then
            Outcome.Delivered tracked = second.join().orThrow();
            assertThat(first.join().orThrow().offset()).isZero();
            assertThat(tracked.offset()).isEqualTo(1);
            assertThat(tracked.partition()).isZero();
            assertThat(tracked.timeline().attemptCount()).isEqualTo(2);
        }
        assertThat(onlooker().values(topic())).containsExactly("a\nb", "c");
        assertThat(StoredBatches.of(broker.address(), topic()))
                .singleElement()
                .satisfies(batch -> {
                    assertThat(batch.codec()).isEqualTo("gzip");
                    assertThat(batch.records()).isEqualTo(2);
                });
    }

    @Test
    void b2KafkasConsumerReadsEveryFieldAsItWasSent() {
        // Given
        createTopic(3);
        var header = new RecordHeader("h", ByteBuffer.wrap(new byte[] {1, 2}));
        // When
        try (var producer = producer(c -> c)) {
            producer.send(
                            new ProducerRecord<>(
                                    topic(), 2, 1_700_000_000_000L, "k", "v", List.of(header)))
                    .join()
                    .orThrow();
            // Then
            ConsumerRecord<String, String> stored = onlooker().records(topic()).getFirst();
            assertThat(stored.topic()).isEqualTo(topic());
            assertThat(stored.partition()).isEqualTo(2);
            assertThat(stored.timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(stored.key()).isEqualTo("k");
            assertThat(stored.value()).isEqualTo("v");
            assertThat(stored.headers().toArray())
                    .singleElement()
                    .satisfies(read -> {
                        assertThat(read.key()).isEqualTo("h");
                        assertThat(read.value()).containsExactly(1, 2);
                    });
        }
    }

    @Test
    void b2TimeOfSendingIsTheTimestampWhenNoneIsGiven() {
        // Given
        createTopic(1);
        long before = System.currentTimeMillis();
        // When
        try (var producer = producer(c -> c)) {
            producer.send(record("value alone")).join().orThrow();
        }
        // Then
        assertThat(onlooker().records(topic()))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.key()).isNull();
                    assertThat(stored.headers()).isEmpty();
                    assertThat(stored.timestamp()).isBetween(before, System.currentTimeMillis());
                });
    }

    @Test
    void b4EachPartitionHasItsBatchesAndABrokersBatchesShareARequest() throws Exception {
        // Given
        createTopic(4);
        try (var relay = relay(number -> Turn.Plain.PASSED);
                var producer = producer(relay.bootstrap(), ConceptRules::withoutEndOfLinger)) {
            // When
            for (int i = 0; i < 12; i++) {
                producer.send(inPartition(i % 4, "value"), Callback.NONE);
            }
            producer.flush();
            // Then
            assertThat(relay.produced()).hasSize(1);
            assertThat(relay.produced().getFirst().topicData()).hasSize(1);
            assertThat(partitions(relay.produced().getFirst()))
                    .hasSize(4)
                    .allSatisfy(
                            partition -> assertThat(recordCounts(partition)).containsExactly(3));
        }
    }

    @Test
    void b5FullBatchIsSentAndTheRestWaitsToBeOldOrFlushed() throws Exception {
        // Given
        createTopic(1);
        try (var producer = producer(c -> withoutEndOfLinger(c).batchBytesMax(1_000))) {
            var sent = new ArrayList<CompletableFuture<Outcome>>();
            // When
            for (int i = 0; i < 27; i++) {
                sent.add(producer.send(record("x".repeat(100))));
            }
            // Then
            assertThat(sent.get(15).join().isDelivered()).isTrue();
            assertThat(sent.getLast()).isNotDone();
            producer.flush();
        }
        assertThat(StoredBatches.of(broker.address(), topic()))
                .hasSize(4)
                .allMatch(batch -> batch.sizeInBytes() <= 1_000)
                .allMatch(batch -> batch.records() > 1);
    }

    @Test
    void b5OldBatchIsSentThoughItIsNotFull() {
        // Given
        createTopic(1);
        try (var producer = producer(c -> c.linger(Duration.ofMillis(20)))) {
            // When
            Outcome outcome = producer.send(record("alone")).join();
            // Then
            assertThat(outcome.isDelivered()).isTrue();
            assertThat(outcome.timeline().lingerNanos() + outcome.timeline().metadataNanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void b5DefaultsAreThoseOfKafkasClients() {
        // Given
        var kafkas = org.apache.kafka.clients.producer.ProducerConfig.configDef().defaultValues();
        // When
        ProducerConfig ours = config(broker.bootstrap(), c -> c);
        // Then
        assertThat(ours.linger().toMillis()).isEqualTo(kafkas.get("linger.ms")).isEqualTo(5L);
        assertThat(ours.batchBytesMax()).isEqualTo(kafkas.get("batch.size"));
        assertThat(ours.bufferBytes()).isEqualTo(kafkas.get("buffer.memory"));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void b6EveryCodecIsReadByKafkasConsumer(Compression codec) throws Exception {
        // Given
        createTopic(1);
        var values = new ArrayList<String>();
        // When
        try (var producer = producer(c -> withoutEndOfLinger(c).compression(codec))) {
            for (int i = 0; i < 100; i++) {
                values.add("{\"order\":" + i + ",\"city\":\"Yazd\",\"state\":\"paid\"}");
                producer.send(record(values.getLast()), Callback.NONE);
            }
            producer.flush();
        }
        // Then
        StoredBatch batch = StoredBatches.of(broker.address(), topic()).getFirst();
        assertThat(onlooker().values(topic())).isEqualTo(values);
        assertThat(batch.codec()).isEqualTo(codec.configName());
        assertThat(batch.sizeInBytes()).isBetween(100, codec == Compression.NONE ? 10_000 : 2_000);
    }

    private static List<PartitionProduceData> partitions(ProduceRequest request) {
        return request.topicData().getFirst().partitionData();
    }

    /// How many records each batch of a partition has.
    private static List<Integer> recordCounts(PartitionProduceData partition) {
        var counts = new ArrayList<Integer>();
        ByteBuffer bytes = Objects.requireNonNull(partition.records()).joined();
        MemoryRecords.readableRecords(bytes)
                .batches()
                .forEach(batch -> counts.add(batch.countOrNull()));
        return counts;
    }
}
