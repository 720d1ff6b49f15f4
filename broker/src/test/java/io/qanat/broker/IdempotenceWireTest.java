package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.CreateTopicsResponse;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotenceWireTest {
    private static final int PRODUCER_ID_AT = 43;

    @TempDir private Path folder;

    @Test
    void duplicateIsAnsweredWithItsOriginalsOffsetInEveryVersion() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            broker.topic("orders");
            for (int version = 3; version <= 11; version++) {
                // Given
                int sequence = 2 * (version - 3);
                assertStoredAt(produce(client, version, batch(5, 0, sequence)), sequence);
                for (int acks : List.of(-1, 1)) {
                    // When
                    var answer = produce(client, version, acks, batch(5, 0, sequence));

                    // Then
                    assertStoredAt(answer, sequence);
                }
            }
        }
    }

    @Test
    void gapAndOldEpochAreRefused() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            // Given
            broker.topic("orders");
            produce(client, 11, batch(5, 1, 0));

            // Then
            assertRefused(
                    produce(client, 11, batch(5, 1, 3)), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
            assertRefused(
                    produce(client, 11, batch(5, 2, 2)), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
            assertRefused(produce(client, 11, batch(5, 0, 2)), ErrorCode.INVALID_PRODUCER_EPOCH);
            assertRefused(produce(client, 11, batch(5, 1, -1)), ErrorCode.INVALID_RECORD);
            assertRefused(produce(client, 11, batch(5, -1, 2)), ErrorCode.INVALID_PRODUCER_EPOCH);
            assertRefused(produce(client, 11, batch(6, -1, 0)), ErrorCode.INVALID_PRODUCER_EPOCH);
            assertStoredAt(produce(client, 11, batch(5, 1, 2)), 2);
        }
    }

    @Test
    void refusalByTheLogTellsWhereTheLogBegins() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            // Given
            broker.topic("orders");
            produce(client, 11, batch(5, 1, 0));

            // Then
            assertThat(produce(client, 11, batch(5, 1, 3)).logStartOffset()).isZero();
            assertThat(produce(client, 11, batch(5, 0, 2)).logStartOffset()).isZero();
        }
    }

    @Test
    void restartKeepsTheLastFive() throws Exception {
        // Given
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            broker.topic("orders");
            for (int batch = 0; batch < 6; batch++) {
                produce(client, 11, batch(5, 0, 2 * batch));
            }
        }
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            for (int batch = 1; batch < 6; batch++) {
                // When
                var answer = produce(client, 11, batch(5, 0, 2 * batch));

                // Then
                assertStoredAt(answer, 2L * batch);
            }
        }
    }

    @Test
    void duplicateHasItsOriginalsAppendTime() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            // Given
            createStamped(client);
            var original = produce(client, 11, batch(5, 0, 0));
            assertThat(original.logAppendTimeMs()).isPositive();
            while (System.currentTimeMillis() == original.logAppendTimeMs()) {
                Thread.onSpinWait();
            }

            // When
            var duplicate = produce(client, 11, batch(5, 0, 0));

            // Then
            assertThat(duplicate).isEqualTo(original);
        }
    }

    @Test
    void producerIdWithoutItsEpochIsNoRequest() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            assertThat(init(client, 7, -1).errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
            assertThat(init(client, -1, 7).errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        }
    }

    @Test
    void knownProducerGetsAnotherIdOfEpochZero() throws Exception {
        try (var broker = BrokerFixture.start(folder);
                var client = broker.connect()) {
            // Given
            long known = init(client, -1, -1).producerId();

            // When
            var answer = init(client, known, 3);

            // Then
            assertThat(answer.errorCode()).isZero();
            assertThat(answer.producerId()).isGreaterThan(known);
            assertThat(answer.producerEpoch()).isZero();
        }
    }

    private static InitProducerIdResponse init(WireClient client, long id, int epoch)
            throws Exception {
        var request =
                InitProducerIdRequest.builder()
                        .transactionalId(null)
                        .producerId(id)
                        .producerEpoch((short) epoch)
                        .build();
        return client.ask(request, 5, InitProducerIdResponse.class);
    }

    private static void createStamped(WireClient client) throws Exception {
        var config =
                CreatableTopicConfig.builder()
                        .name("message.timestamp.type")
                        .value("LogAppendTime")
                        .build();
        var topic =
                CreatableTopic.builder()
                        .name("orders")
                        .numPartitions(1)
                        .replicationFactor((short) 1)
                        .configs(List.of(config))
                        .build();
        var request = CreateTopicsRequest.builder().topics(List.of(topic)).build();
        client.ask(request, 7, CreateTopicsResponse.class);
    }

    /// Two records.
    private static ByteBuffer batch(long producerId, int epoch, int firstSequence) {
        ByteBuffer plain = TestBatches.of("a", "b");
        ByteBuffer batch = ByteBuffer.allocate(plain.remaining()).put(plain).flip();
        batch.putLong(PRODUCER_ID_AT, producerId);
        batch.putShort(PRODUCER_ID_AT + 8, (short) epoch);
        batch.putInt(PRODUCER_ID_AT + 10, firstSequence);
        return TestBatches.withCrc(batch);
    }

    private static PartitionProduceResponse produce(
            WireClient client, int version, ByteBuffer batch) throws Exception {
        return produce(client, version, -1, batch);
    }

    private static PartitionProduceResponse produce(
            WireClient client, int version, int acks, ByteBuffer batch) throws Exception {
        var partition = PartitionProduceData.builder().index(0).records(Payload.of(batch)).build();
        var topic =
                TopicProduceData.builder().name("orders").partitionData(List.of(partition)).build();
        var request =
                ProduceRequest.builder()
                        .acks((short) acks)
                        .timeoutMs(1000)
                        .topicData(List.of(topic))
                        .build();
        return client.ask(request, version, ProduceResponse.class)
                .responses()
                .getFirst()
                .partitionResponses()
                .getFirst();
    }

    private static void assertStoredAt(PartitionProduceResponse answer, long offset) {
        assertThat(ErrorCode.of(answer.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(answer.baseOffset()).isEqualTo(offset);
    }

    private static void assertRefused(PartitionProduceResponse answer, ErrorCode code) {
        assertThat(ErrorCode.of(answer.errorCode())).isEqualTo(code);
        assertThat(answer.baseOffset()).isEqualTo(-1);
    }
}
