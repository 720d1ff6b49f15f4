package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityWireTest {
    @TempDir private Path folder;

    private static ProduceRequest request(ByteBuffer records) {
        return request("orders", records);
    }

    private static ProduceRequest request(String topic, ByteBuffer records) {
        return ProduceRequest.builder()
                .acks((short) -1)
                .topicData(
                        List.of(
                                TopicProduceData.builder()
                                        .name(topic)
                                        .partitionData(
                                                List.of(
                                                        PartitionProduceData.builder()
                                                                .records(Payload.of(records))
                                                                .build()))
                                        .build()))
                .build();
    }

    private static PartitionProduceResponse receive(WireClient client) throws Exception {
        return client.receive(ProduceResponse.class)
                .responses()
                .getFirst()
                .partitionResponses()
                .getFirst();
    }

    private static PartitionProduceResponse produce(WireClient client, String value)
            throws Exception {
        client.send(request(TestBatches.of(value)), 11);
        return receive(client);
    }

    private static List<String> values(WireClient client) throws Exception {
        var values = new ArrayList<String>();
        ByteBuffer batches = fetch(client, 0);
        while (batches.hasRemaining()) {
            long next = 0;
            while (batches.hasRemaining()) {
                RecordBatch batch = RecordBatch.next(batches);
                batch.verify();
                next = batch.nextOffset();
                RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
                while (records.advance()) {
                    values.add(text(Objects.requireNonNull(records.value())));
                }
            }
            batches = fetch(client, next);
        }
        return values;
    }

    private static ByteBuffer fetch(WireClient client, long offset) throws Exception {
        var request =
                FetchRequest.builder()
                        .maxBytes(4 << 20)
                        .topics(
                                List.of(
                                        FetchTopic.builder()
                                                .topic("orders")
                                                .partitions(
                                                        List.of(
                                                                FetchPartition.builder()
                                                                        .fetchOffset(offset)
                                                                        .partitionMaxBytes(4 << 20)
                                                                        .build()))
                                                .build()))
                        .build();
        var partition =
                client.ask(request, 11, FetchResponse.class)
                        .responses()
                        .getFirst()
                        .partitions()
                        .getFirst();
        assertThat(ErrorCode.of(partition.errorCode())).isEqualTo(ErrorCode.NONE);
        return Objects.requireNonNull(partition.records()).joined();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Test
    void usesNoMemoryAgainBeforeItIsWritten() throws Exception {
        // Given large requests, each of other bytes, many more than the pool has room for, sent
        // without waiting
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            broker.topic("orders");
            var sent = new ArrayList<String>();
            for (int i = 0; i < 90; i++) {
                sent.add(String.valueOf((char) ('!' + i)).repeat(50_000 + 3_000 * (i % 30)));
            }

            // When
            for (String value : sent) {
                client.send(request(TestBatches.of(value)), 11);
            }
            for (int i = 0; i < sent.size(); i++) {
                assertThat(receive(client).baseOffset()).isEqualTo(i);
            }

            // Then
            assertThat(values(client)).isEqualTo(sent);
        }
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        // Given
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            broker.topic("orders");
            produce(client, "kept");
        }

        // When
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            // Then
            assertThat(values(client)).containsExactly("kept");
            assertThat(produce(client, "next").baseOffset()).isEqualTo(1);
        }
    }

    @Test
    void goesOnWhenFullDiskHasRoomAgain() throws Exception {
        var disk = new TroubledDisk();
        try (var broker = BrokerFixture.start(folder, BrokerConfig.DEFAULT, disk);
                var client = broker.connect()) {
            // Given
            broker.topic("orders");
            produce(client, "before");

            // When
            disk.refuseRoomFor("orders");
            PartitionProduceResponse refused = produce(client, "lost");
            disk.refuseRoomFor("");
            PartitionProduceResponse taken = produce(client, "after");

            // Then
            assertThat(ErrorCode.of(refused.errorCode())).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS);
            assertThat(refused.errorMessage()).contains("full");
            assertThat(taken.baseOffset()).isEqualTo(1);
            assertThat(values(client)).containsExactly("before", "after");
        }
    }

    @Test
    void goesOnWhenTheWriteAheadLogHasRoomAgain() throws Exception {
        var disk = new TroubledDisk();
        try (var broker = BrokerFixture.start(folder, BrokerConfig.DEFAULT, disk);
                var client = broker.connect()) {
            // Given
            broker.topic("orders");
            produce(client, "before");
            String large = "x".repeat(200_000);

            // When
            disk.refuseRoomFor("0.wal");
            PartitionProduceResponse refused = produce(client, large);
            disk.refuseRoomFor("");
            PartitionProduceResponse taken = produce(client, large);

            // Then
            assertThat(ErrorCode.of(refused.errorCode())).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS);
            assertThat(taken.baseOffset()).isEqualTo(1);
            assertThat(values(client)).containsExactly("before", large);
        }
    }

    @Test
    void failedReadConcernsItsPartitionAlone() throws Exception {
        var disk = new TroubledDisk();
        try (var broker = BrokerFixture.start(folder, BrokerConfig.DEFAULT, disk);
                var client = broker.connect()) {
            // Given
            for (String topic : List.of("orders", "users")) {
                broker.topic(topic);
                client.send(request(topic, TestBatches.of("value")), 11);
                assertThat(ErrorCode.of(receive(client).errorCode())).isEqualTo(ErrorCode.NONE);
            }

            // When
            disk.breakReads("orders");
            List<PartitionData> broken = fetchBoth(client);
            disk.breakReads("");
            List<PartitionData> healed = fetchBoth(client);

            // Then
            assertThat(broken)
                    .extracting(partition -> ErrorCode.of(partition.errorCode()))
                    .containsExactly(ErrorCode.KAFKA_STORAGE_ERROR, ErrorCode.NONE);
            assertThat(Objects.requireNonNull(broken.getFirst().records()).joined().remaining())
                    .isZero();
            assertThat(Objects.requireNonNull(broken.getLast().records()).joined().remaining())
                    .isPositive();
            assertThat(healed)
                    .extracting(partition -> ErrorCode.of(partition.errorCode()))
                    .containsOnly(ErrorCode.NONE);
        }
    }

    private static List<PartitionData> fetchBoth(WireClient client) throws Exception {
        var partition = FetchPartition.builder().partitionMaxBytes(1 << 20).build();
        var topics = new ArrayList<FetchTopic>();
        for (String topic : List.of("orders", "users")) {
            topics.add(FetchTopic.builder().topic(topic).partitions(List.of(partition)).build());
        }
        var request = FetchRequest.builder().maxBytes(1 << 20).topics(topics).build();
        return client.ask(request, 11, FetchResponse.class).responses().stream()
                .map(topic -> topic.partitions().getFirst())
                .toList();
    }

    @Test
    void takesNothingAfterFailedSync() throws Exception {
        var disk = new TroubledDisk();
        try (var broker = BrokerFixture.start(folder, BrokerConfig.DEFAULT, disk);
                var client = broker.connect()) {
            // Given
            broker.topic("orders");
            produce(client, "before");

            // When
            disk.breakSyncs();
            PartitionProduceResponse first = produce(client, "unknown");
            PartitionProduceResponse second = produce(client, "refused");

            // Then
            assertThat(ErrorCode.of(first.errorCode())).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR);
            assertThat(ErrorCode.of(second.errorCode())).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR);
            assertThat(values(client)).containsExactly("before");
        }
    }
}
