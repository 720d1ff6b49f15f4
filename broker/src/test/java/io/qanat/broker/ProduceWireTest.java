package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.CreateTopicsResponse;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.record.RecordBatch;
import io.qanat.record.TimestampType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceWireTest {
    @TempDir private Path folder;

    private BrokerFixture broker;
    private WireClient client;

    @BeforeEach
    void connect() throws Exception {
        broker = BrokerFixture.start(folder);
        client = broker.connect();
        broker.topic("orders");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.close();
    }

    private static ProduceRequest request(
            int acks, String topic, int partition, @Nullable ByteBuffer records) {
        return ProduceRequest.builder()
                .acks((short) acks)
                .timeoutMs(1000)
                .topicData(
                        List.of(
                                TopicProduceData.builder()
                                        .name(topic)
                                        .partitionData(
                                                List.of(
                                                        PartitionProduceData.builder()
                                                                .index(partition)
                                                                .records(
                                                                        records == null
                                                                                ? null
                                                                                : Payload.of(
                                                                                        records))
                                                                .build()))
                                        .build()))
                .build();
    }

    private static ProduceRequest orders(int acks, ByteBuffer records) {
        return request(acks, "orders", 0, records);
    }

    private PartitionProduceResponse ask(ProduceRequest request, int version) throws Exception {
        return only(client.ask(request, version, ProduceResponse.class));
    }

    private static PartitionProduceResponse only(ProduceResponse response) {
        return response.responses().getFirst().partitionResponses().getFirst();
    }

    private void assertRefused(ProduceRequest request, ErrorCode error) throws Exception {
        PartitionProduceResponse response = ask(request, 11);
        assertThat(ErrorCode.of(response.errorCode())).isEqualTo(error);
        assertThat(response.baseOffset()).isEqualTo(-1);
    }

    @Test
    void takesEveryVersionWithEveryAcks() throws Exception {
        long next = 0;
        for (int version = 3; version <= 11; version++) {
            for (int acks : List.of(-1, 1)) {
                // When
                PartitionProduceResponse response =
                        ask(orders(acks, TestBatches.of("a", "b")), version);

                // Then
                assertThat(ErrorCode.of(response.errorCode())).isEqualTo(ErrorCode.NONE);
                assertThat(response.baseOffset()).isEqualTo(next);
                next += 2;
            }
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        // Given a hundred and fifty requests, more than a connection may have unanswered, before
        // any answer is read
        for (int i = 0; i < 150; i++) {
            client.send(orders(i % 2 == 0 ? -1 : 1, TestBatches.of("v" + i)), 7);
        }

        for (int i = 0; i < 150; i++) {
            // When
            PartitionProduceResponse response = only(client.receive(ProduceResponse.class));

            // Then
            assertThat(response.baseOffset()).isEqualTo(i);
        }
    }

    @Test
    void answersNothingToAcksZero() throws Exception {
        // When
        client.sendUnanswered(orders(0, TestBatches.of("silent")), 7);
        PartitionProduceResponse next = ask(orders(-1, TestBatches.of("loud")), 7);

        // Then the only answer is the second one's
        assertThat(next.baseOffset()).isEqualTo(1);
    }

    @Test
    void hangsUpWhenAcksZeroFails() throws Exception {
        // When
        client.sendUnanswered(request(0, "absent", 0, TestBatches.of("lost")), 7);

        // Then
        assertThat(client.isClosedByBroker()).isTrue();
    }

    @Test
    void refusesUnknownAcks() throws Exception {
        assertRefused(orders(2, TestBatches.of("a")), ErrorCode.INVALID_REQUIRED_ACKS);
    }

    @Test
    void refusesUnknownPartitions() throws Exception {
        assertRefused(
                request(-1, "absent", 0, TestBatches.of("a")),
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertRefused(
                request(-1, "orders", 1, TestBatches.of("a")),
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertRefused(
                request(-1, "orders", -1, TestBatches.of("a")),
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void refusesToWriteIntoItsOwnTopic() throws Exception {
        assertRefused(
                request(-1, "__cluster_metadata", 0, TestBatches.of("a")),
                ErrorCode.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void refusesOversizeBatch() throws Exception {
        assertRefused(
                orders(-1, TestBatches.of("x".repeat(1_048_588))), ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void takesBatchOfExactlyTheBound() throws Exception {
        // Given
        int overhead = TestBatches.of("x".repeat(1_000_000)).remaining() - 1_000_000;

        // When
        PartitionProduceResponse response =
                ask(orders(-1, TestBatches.of("x".repeat(1_048_588 - overhead))), 11);

        // Then
        assertThat(ErrorCode.of(response.errorCode())).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void refusesMissingRecords() throws Exception {
        assertRefused(orders(-1, ByteBuffer.allocate(0)), ErrorCode.INVALID_RECORD);
        assertRefused(request(-1, "orders", 0, null), ErrorCode.INVALID_RECORD);
    }

    @Test
    void refusesFlippedBit() throws Exception {
        // Given
        ByteBuffer batch = TestBatches.of("precious");
        batch.put(batch.limit() - 3, (byte) (batch.get(batch.limit() - 3) ^ 1));

        // Then
        assertRefused(orders(-1, batch), ErrorCode.CORRUPT_MESSAGE);
    }

    @Test
    void storesNothingOfRefusedBatch() throws Exception {
        // Given
        ByteBuffer batch = TestBatches.of("precious");
        batch.put(batch.limit() - 3, (byte) (batch.get(batch.limit() - 3) ^ 1));
        assertRefused(orders(-1, batch), ErrorCode.CORRUPT_MESSAGE);

        // When
        PartitionProduceResponse response = ask(orders(-1, TestBatches.of("good")), 11);

        // Then
        assertThat(response.baseOffset()).isZero();
    }

    @Test
    void closesOnVersionsThatAreOnlyAdvertised() throws Exception {
        // Given a frame whose header says version 2, which the generated messages cannot write
        ByteBuffer frame = ByteBuffer.allocate(64);
        frame.putInt(60)
                .putShort((short) 0)
                .putShort((short) 2)
                .putInt(1)
                .putShort((short) -1)
                .rewind();

        // When
        client.write(frame);

        // Then
        assertThat(client.isClosedByBroker()).isTrue();
    }

    @Test
    void keepsServingAfterRefusals() throws Exception {
        // Given
        assertRefused(orders(3, TestBatches.of("a")), ErrorCode.INVALID_REQUIRED_ACKS);

        // When
        var metadata =
                client.ask(
                        MetadataRequest.builder().topics(List.of()).build(),
                        9,
                        MetadataResponse.class);

        // Then
        assertThat(metadata.brokers()).hasSize(1);
    }

    @Test
    void stampsBatchesOfTopicsThatWantIt() throws Exception {
        // Given
        var stamping =
                CreatableTopic.builder()
                        .name("stamped")
                        .numPartitions(1)
                        .replicationFactor((short) 1)
                        .configs(
                                List.of(
                                        CreatableTopicConfig.builder()
                                                .name("message.timestamp.type")
                                                .value("LogAppendTime")
                                                .build()));
        client.ask(
                CreateTopicsRequest.builder().topics(List.of(stamping.build())).build(),
                7,
                CreateTopicsResponse.class);

        // When
        PartitionProduceResponse response = ask(request(-1, "stamped", 0, TestBatches.of("a")), 11);

        // Then
        assertThat(ErrorCode.of(response.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(response.logAppendTimeMs()).isPositive();
        RecordBatch stored = fetched("stamped");
        assertThat(stored.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(stored.maxTimestamp()).isEqualTo(response.logAppendTimeMs());
        assertThat(stored.hasValidCrc()).isTrue();
    }

    private RecordBatch fetched(String topic) throws Exception {
        var request =
                FetchRequest.builder()
                        .maxBytes(1 << 20)
                        .topics(
                                List.of(
                                        FetchTopic.builder()
                                                .topic(topic)
                                                .partitions(
                                                        List.of(
                                                                FetchPartition.builder()
                                                                        .partitionMaxBytes(1 << 20)
                                                                        .build()))
                                                .build()));
        var response = client.ask(request.build(), 11, FetchResponse.class);
        Payload records =
                Objects.requireNonNull(
                        response.responses().getFirst().partitions().getFirst().records());
        return RecordBatch.next(records.joined());
    }
}
