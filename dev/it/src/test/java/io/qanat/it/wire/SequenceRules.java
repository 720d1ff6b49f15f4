package io.qanat.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.CreateTopicsResponse;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is said about numbered batches beyond single answers that compare: times, silence, and who
/// gets which id.
@Timeout(60)
abstract class SequenceRules {
    private static final int VERSION = 11;

    private WireConnection connection;

    abstract InetSocketAddress address();

    @BeforeEach
    final void connect() throws IOException {
        connection = WireConnection.open(address());
    }

    @AfterEach
    final void disconnect() throws IOException {
        connection.close();
    }

    @Test
    void duplicateHasTheAppendTimeOfItsOriginal() throws IOException {
        // Given
        create("sequences-append-time", "LogAppendTime");
        ProduceRequest request = request("sequences-append-time", -1, Batches.numbered(1, 0, 0));
        PartitionProduceResponse original = produce(request);
        awaitLaterThan(original.logAppendTimeMs());
        produce(request("sequences-append-time", -1, Batches.numbered(1, 0, 2)));
        // When
        PartitionProduceResponse duplicate = produce(request);
        // Then
        assertThat(original.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(original.logAppendTimeMs()).isPositive();
        assertThat(duplicate).isEqualTo(original);
    }

    @Test
    void batchThatNobodyWantedAnAnswerForIsKnown() throws IOException {
        // Given
        create("sequences-silent", "CreateTime");
        connection.send(VERSION, request("sequences-silent", 0, Batches.numbered(2, 0, 0)));
        // When
        PartitionProduceResponse next =
                produce(request("sequences-silent", -1, Batches.numbered(2, 0, 2)));
        PartitionProduceResponse duplicate =
                produce(request("sequences-silent", -1, Batches.numbered(2, 0, 0)));
        // Then
        assertThat(next.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(next.baseOffset()).isEqualTo(2);
        assertThat(duplicate.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(duplicate.baseOffset()).isZero();
    }

    @Test
    void duplicateThatNobodyWantsAnAnswerForIsNotStored() throws IOException {
        // Given
        create("sequences-silent-twice", "CreateTime");
        ProduceRequest silent = request("sequences-silent-twice", 0, Batches.numbered(2, 0, 0));
        connection.send(VERSION, silent);
        connection.send(VERSION, silent);
        // When
        PartitionProduceResponse next =
                produce(request("sequences-silent-twice", -1, Batches.numbered(2, 0, 2)));
        // Then
        assertThat(next.baseOffset()).isEqualTo(2);
    }

    @Test
    void gapInSilenceClosesTheConnection() throws IOException {
        // Given
        create("sequences-silent-gap", "CreateTime");
        produce(request("sequences-silent-gap", -1, Batches.numbered(2, 0, 0)));
        // When
        connection.send(VERSION, request("sequences-silent-gap", 0, Batches.numbered(2, 0, 4)));
        // Then
        assertThat(connection.isClosedByPeer()).isTrue();
    }

    @Test
    void writtenBatchesAreKnownLikeSyncedOnes() throws IOException {
        // Given
        create("sequences-written", "CreateTime");
        // When
        List<PartitionProduceResponse> answers =
                Stream.of(0, 2, 0, 6)
                        .map(sequence ->
                                produce(
                                        request(
                                                "sequences-written",
                                                1,
                                                Batches.numbered(2, 0, sequence))))
                        .toList();
        // Then
        assertThat(answers)
                .extracting(PartitionProduceResponse::baseOffset)
                .containsExactly(0L, 2L, 0L, -1L);
        assertThat(answers.getLast().errorCode())
                .isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.code());
    }

    @Test
    void producerIdIsGivenOutOnce() {
        // When
        List<Long> ids =
                Stream.of(identity(-1, -1), identity(-1, -1))
                        .map(InitProducerIdResponse::producerId)
                        .toList();
        // Then
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id >= 0);
    }

    /// Without transactions nobody can fence the old epoch of an id (KIP-360).
    @Test
    void knownProducerGetsAnotherIdOfEpoch0() {
        // Given
        InitProducerIdResponse first = identity(-1, -1);
        // When
        InitProducerIdResponse second = identity(first.producerId(), first.producerEpoch());
        // Then
        assertThat(second.errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(second.producerId()).isNotEqualTo(first.producerId());
        assertThat(second.producerEpoch()).isZero();
    }

    private InitProducerIdResponse identity(long producerId, int epoch) {
        var request =
                InitProducerIdRequest.builder()
                        .transactionalId(null)
                        .producerId(producerId)
                        .producerEpoch((short) epoch)
                        .build();
        // Apache Kafka reserves its first ids when it is asked for one.
        return Awaitility.await("a producer id")
                .pollDelay(Duration.ZERO)
                .until(
                        () -> connection.exchange(4, request, InitProducerIdResponse.class),
                        answer ->
                                answer.errorCode()
                                        != ErrorCode.COORDINATOR_LOAD_IN_PROGRESS.code());
    }

    private static void awaitLaterThan(long timeMillis) {
        Awaitility.await("another millisecond")
                .pollDelay(2, TimeUnit.MILLISECONDS)
                .until(() -> System.currentTimeMillis() > timeMillis);
    }

    private void create(String topic, String timestampType) throws IOException {
        var config =
                CreatableTopicConfig.builder()
                        .name("message.timestamp.type")
                        .value(timestampType)
                        .build();
        var request =
                CreateTopicsRequest.builder()
                        .topics(
                                List.of(
                                        TopicQuestions.topic(topic, 1, 1).toBuilder()
                                                .configs(List.of(config))
                                                .build()))
                        .timeoutMs(10_000)
                        .build();
        var response = connection.exchange(5, request, CreateTopicsResponse.class);
        assertThat(response.topics().getFirst().errorCode()).isEqualTo(ErrorCode.NONE.code());
        awaitLeader(topic);
    }

    /// Apache Kafka answers before the broker leads the partition.
    private void awaitLeader(String topic) {
        Awaitility.await("a leader of " + topic)
                .pollDelay(Duration.ZERO)
                .until(() ->
                        produce(request(topic, -1, Batches.withWrongCrc())).errorCode()
                                == ErrorCode.CORRUPT_MESSAGE.code());
    }

    private static ProduceRequest request(String topic, int acks, Payload batch) {
        return ProducerQuestions.produce(topic, 0, batch).toBuilder().acks((short) acks).build();
    }

    private PartitionProduceResponse produce(ProduceRequest request) {
        try {
            var response = connection.exchange(VERSION, request, ProduceResponse.class);
            return response.responses().getFirst().partitionResponses().getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
