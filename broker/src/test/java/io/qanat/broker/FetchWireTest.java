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
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchWireTest {
    private static final int A_LONG_TIME_MILLIS = 60_000;
    private static final FetchPartition PARTITION =
            FetchPartition.builder().partition(0).partitionMaxBytes(1 << 20).build();

    @TempDir private Path folder;

    private BrokerFixture broker;
    private WireClient client;
    private UUID topicId;

    @BeforeEach
    void connect() throws Exception {
        broker = BrokerFixture.start(folder);
        client = broker.connect();
        topicId = broker.topic("orders").topicId();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.close();
    }

    private void produce(String... values) throws Exception {
        try (var producer = broker.connect()) {
            var request =
                    ProduceRequest.builder()
                            .acks((short) -1)
                            .topicData(
                                    List.of(
                                            TopicProduceData.builder()
                                                    .name("orders")
                                                    .partitionData(
                                                            List.of(
                                                                    PartitionProduceData.builder()
                                                                            .records(
                                                                                    Payload.of(
                                                                                            TestBatches
                                                                                                    .of(
                                                                                                            values)))
                                                                            .build()))
                                                    .build()))
                            .build();
            producer.ask(request, 9, ProduceResponse.class);
        }
    }

    private FetchRequest.Builder request(FetchPartition... partitions) {
        return FetchRequest.builder()
                .minBytes(1)
                .maxBytes(1 << 20)
                .topics(
                        List.of(
                                FetchTopic.builder()
                                        .topic("orders")
                                        .topicId(topicId)
                                        .partitions(List.of(partitions))
                                        .build()));
    }

    private static FetchPartition from(long offset) {
        return PARTITION.toBuilder().fetchOffset(offset).build();
    }

    private PartitionData ask(FetchRequest.Builder request, int version) throws Exception {
        return only(client.ask(request.build(), version, FetchResponse.class));
    }

    private static PartitionData only(FetchResponse response) {
        return response.responses().getFirst().partitions().getFirst();
    }

    private static List<Long> batches(PartitionData data) {
        ByteBuffer records = Objects.requireNonNull(data.records()).joined();
        var offsets = new ArrayList<Long>();
        while (records.hasRemaining()) {
            offsets.add(RecordBatch.next(records).baseOffset());
        }
        return offsets;
    }

    @Test
    void readsInEveryVersion() throws Exception {
        // Given
        produce("a", "b");
        produce("c");

        for (int version = 4; version <= 18; version++) {
            // When
            PartitionData data = ask(request(from(0)), version);

            // Then
            assertThat(ErrorCode.of(data.errorCode())).isEqualTo(ErrorCode.NONE);
            assertThat(batches(data)).containsExactly(0L, 2L);
            assertThat(data.highWatermark()).isEqualTo(3);
            assertThat(data.lastStableOffset()).isEqualTo(3);
        }
    }

    @Test
    void readsTheWholeBatchAroundAnOffset() throws Exception {
        // Given
        produce("a", "b", "c");
        produce("d");

        // When
        PartitionData data = ask(request(from(1)), 11);

        // Then
        assertThat(batches(data)).containsExactly(0L, 3L);
    }

    @Test
    void readsOneBatchHoweverSmallTheBounds() throws Exception {
        // Given
        produce("a");
        produce("b");

        // When
        PartitionData data = ask(request(from(0)).maxBytes(1), 11);

        // Then
        assertThat(batches(data)).containsExactly(0L);
    }

    @Test
    void staysWithinBoundsAfterTheFirstBatch() throws Exception {
        // Given
        produce("a");
        produce("b");
        produce("c");
        int size = TestBatches.of("a").remaining();

        // When
        PartitionData data = ask(request(from(0)).maxBytes(2 * size + 1), 11);

        // Then
        assertThat(batches(data)).containsExactly(0L, 1L);
    }

    @Test
    void waitsForRecords() throws Exception {
        // Given a fetch that waits
        client.send(request(from(0)).maxWaitMs(A_LONG_TIME_MILLIS).build(), 12);

        // When
        produce("news");

        // Then
        assertThat(batches(only(client.receive(FetchResponse.class)))).containsExactly(0L);
    }

    @Test
    void waitsUntilThereIsEnough() throws Exception {
        // Given a fetch that wants more than one batch
        int size = TestBatches.of("a").remaining();
        client.send(
                request(from(0)).maxWaitMs(A_LONG_TIME_MILLIS).minBytes(2 * size + 1).build(), 12);

        // When
        produce("a");
        produce("b");
        produce("c");

        // Then
        assertThat(batches(only(client.receive(FetchResponse.class)))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void answersWithWhatThereIsWhenTheTimeIsOver() throws Exception {
        // Given
        produce("a");

        // When
        PartitionData data = ask(request(from(0)).maxWaitMs(20).minBytes(1 << 20), 12);

        // Then
        assertThat(batches(data)).containsExactly(0L);
    }

    @Test
    void stopsWaitingOnceTheClientHasLeft() throws Exception {
        // Given
        client.send(request(from(0)).maxWaitMs(A_LONG_TIME_MILLIS).build(), 12);

        // When
        client.finishSending();

        // Then
        assertThat(batches(only(client.receive(FetchResponse.class)))).isEmpty();
        assertThat(client.isClosedByBroker()).isTrue();
    }

    @Test
    void refusesOffsetsOutsideTheLog() throws Exception {
        // Given
        produce("a");

        for (long offset : List.of(-1L, 2L, Long.MAX_VALUE)) {
            // When
            PartitionData data = ask(request(from(offset)).maxWaitMs(A_LONG_TIME_MILLIS), 11);

            // Then it does not wait, and says nothing of the log's bounds, as Apache Kafka
            assertThat(ErrorCode.of(data.errorCode())).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
            assertThat(data.highWatermark()).isEqualTo(-1);
            assertThat(data.logStartOffset()).isEqualTo(-1);
            assertThat(batches(data)).isEmpty();
        }
    }

    @Test
    void refusesUnknownTopicsAndPartitions() throws Exception {
        // When
        PartitionData partition = ask(request(PARTITION.toBuilder().partition(9).build()), 12);
        FetchRequest stranger =
                FetchRequest.builder()
                        .topics(
                                List.of(
                                        FetchTopic.builder()
                                                .topicId(new UUID(1, 2))
                                                .partitions(List.of(PARTITION))
                                                .build()))
                        .build();
        PartitionData id = only(client.ask(stranger, 13, FetchResponse.class));

        // Then
        assertThat(ErrorCode.of(partition.errorCode()))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(ErrorCode.of(id.errorCode())).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
    }

    @Test
    void declinesSessions() throws Exception {
        // Given
        produce("a");

        // When
        var opening = client.ask(request(from(0)).sessionEpoch(0).build(), 12, FetchResponse.class);
        var continuing =
                client.ask(
                        request(from(0)).sessionId(5).sessionEpoch(1).build(),
                        12,
                        FetchResponse.class);

        // Then
        assertThat(opening.sessionId()).isZero();
        assertThat(batches(only(opening))).containsExactly(0L);
        assertThat(ErrorCode.of(continuing.errorCode()))
                .isEqualTo(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
        assertThat(continuing.responses()).isEmpty();
    }

    @Test
    void comparesLeaderEpochs() throws Exception {
        // Given
        int epoch = broker.topic("orders").partitions().getFirst().leaderEpoch();

        // When
        PartitionData current =
                ask(request(from(0).toBuilder().currentLeaderEpoch(epoch).build()), 12);
        PartitionData ahead =
                ask(request(from(0).toBuilder().currentLeaderEpoch(epoch + 1).build()), 12);

        // Then
        assertThat(ErrorCode.of(current.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(ErrorCode.of(ahead.errorCode())).isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
    }

    @Test
    void listsNoAbortedTransactionsToThoseWhoAsk() throws Exception {
        // Given
        produce("a");

        // When
        PartitionData committed = ask(request(from(0)).isolationLevel((byte) 1), 12);
        PartitionData uncommitted = ask(request(from(0)).isolationLevel((byte) 0), 12);

        // Then
        assertThat(committed.abortedTransactions()).isEmpty();
        assertThat(uncommitted.abortedTransactions()).isNull();
    }

    @Test
    void answersEmptyRequestAtOnce() throws Exception {
        // When
        var response =
                client.ask(
                        FetchRequest.builder().maxWaitMs(A_LONG_TIME_MILLIS).minBytes(1).build(),
                        12,
                        FetchResponse.class);

        // Then
        assertThat(response.responses()).isEmpty();
    }
}
