package io.qanat.client.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.CorruptBatchException;
import io.qanat.client.OffsetOutOfRangeException;
import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.internal.admin.Inquiries;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.scripted.ScriptedBatches;
import io.qanat.client.internal.scripted.ScriptedCluster;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.FetchResponse.FetchableTopicResponse;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final TopicPartition T_0 = new TopicPartition("t", 0);
    private static final TopicPartition T_1 = new TopicPartition("t", 1);

    private final ScriptedCluster brokers =
            new ScriptedCluster(2).topic("t", 1, 2).hold(ApiKey.FETCH);
    private final FetcherConfig config =
            FetcherConfig.builder(
                            ConnectionConfig.of(new BootstrapServers(List.of(brokers.endpoint(1)))))
                    .bufferBytes(1000)
                    .build();
    private final Inbox inbox = new Inbox(config.bufferBytes());
    private final Sources sources = sources();
    private long now;

    @Test
    void asksTheLeaderFromTheOffsetOn() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 5L));

        // When
        run();

        // Then
        Held fetch = held().getFirst();
        assertThat(fetch.brokerId()).isEqualTo(1);
        assertThat(partitions(fetch.request()))
                .extracting(FetchPartition::fetchOffset)
                .containsExactly(5L);
        assertThat(taken()).isEmpty();
    }

    @Test
    void asksEachLeaderForItsPartitions() {
        // Given
        assign(Map.of(T_0, 0L, T_1, 0L));

        // When
        run();

        // Then
        assertThat(held()).extracting(Held::brokerId).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void goesOnBehindWhatItReceived() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 0L));
        run();

        // When
        answer(held().getFirst(), data(0, ScriptedBatches.batch(0, "a", "b")));
        run();

        // Then
        assertThat(taken()).extracting(Fetched::sizeInBytes).hasSize(1);
        assertThat(partitions(held().getFirst().request()))
                .extracting(FetchPartition::fetchOffset)
                .containsExactly(2L);
    }

    @Test
    void fetchesNoFurtherThanTheInboxHasRoom() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 0L));
        run();
        answer(held().getFirst(), data(0, ScriptedBatches.batch(0, "x".repeat(1000))));
        run();
        boolean fetchesWhileFull = !held().isEmpty();

        // When
        taken();
        run();

        // Then
        assertThat(fetchesWhileFull).isFalse();
        assertThat(held()).hasSize(1);
    }

    @Test
    void asksAgainWhenThereWasNothing() {
        // Given
        assign(Map.of(T_0, 0L));
        run();

        // When
        answer(held().getFirst(), PartitionData.builder().partitionIndex(0).build());
        run();

        // Then
        assertThat(held()).hasSize(1);
    }

    @Test
    void followsAPartitionToItsNewLeader() {
        // Given
        assign(Map.of(T_0, 0L));
        run();
        brokers.topic("t", 2, 2);

        // When
        answer(held().getFirst(), error(ErrorCode.NOT_LEADER_OR_FOLLOWER));
        runFor(2 * SECOND);

        // Then
        assertThat(held()).extracting(Held::brokerId).containsExactly(2);
    }

    @Test
    void asksAgainWhenTheConnectionIsLost() {
        // Given
        assign(Map.of(T_0, 0L));
        run();

        // When
        held().getFirst().wire().reset(now);
        runFor(SECOND);

        // Then
        assertThat(held()).hasSize(1);
    }

    @Test
    void saysThatAnOffsetIsOutOfRange() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 77L));
        run();

        // When
        answer(held().getFirst(), error(ErrorCode.OFFSET_OUT_OF_RANGE));
        runFor(SECOND);

        // Then
        assertThat(failure())
                .isInstanceOf(OffsetOutOfRangeException.class)
                .hasMessageContaining("77");
        assertThat(held()).isEmpty();
    }

    @Test
    void goesOnAfterASeek() {
        // Given
        assign(Map.of(T_0, 77L));
        run();
        answer(held().getFirst(), error(ErrorCode.OFFSET_OUT_OF_RANGE));
        runFor(SECOND);

        // When
        sources.seek(T_0, 3, 2);
        run();

        // Then
        assertThat(partitions(held().getFirst().request()))
                .extracting(FetchPartition::fetchOffset)
                .containsExactly(3L);
    }

    @Test
    void dropsAnswersForAPositionThatWasLeft() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 0L));
        run();
        Held old = held().getFirst();
        sources.seek(T_0, 9, 2);

        // When
        answer(old, data(0, ScriptedBatches.batch(0, "a")));
        run();

        // Then
        assertThat(taken()).isEmpty();
        assertThat(partitions(held().getFirst().request()))
                .extracting(FetchPartition::fetchOffset)
                .containsExactly(9L);
    }

    @Test
    void saysThatABatchIsCorrupt() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 0L));
        run();

        // When
        answer(held().getFirst(), data(0, ByteBuffer.allocate(100)));
        run();

        // Then
        assertThat(failure())
                .isInstanceOf(CorruptBatchException.class)
                .hasMessageContaining("t-0 at offset 0");
    }

    @Test
    void saysThatItMayNotRead() throws InterruptedException {
        // Given
        assign(Map.of(T_0, 0L));
        run();

        // When
        answer(held().getFirst(), error(ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        run();

        // Then
        assertThat(failure()).isInstanceOf(BrokerException.class);
    }

    @Test
    void putsPartitionsThatBroughtSomethingLast() {
        // Given
        brokers.topic("t", 1, 1);
        assign(Map.of(T_0, 0L, T_1, 0L));
        run();
        Held first = held().getFirst();
        int before = partitions(first.request()).getFirst().partition();

        // When
        answer(first, data(before, ScriptedBatches.batch(0, "a")));
        run();

        // Then
        assertThat(partitions(held().getFirst().request()).getLast().partition()).isEqualTo(before);
    }

    @Test
    void failsWhoTakesFromAClosedInbox() {
        // Given
        assign(Map.of(T_0, 0L));
        run();

        // When
        sources.abort(new ClientClosedException("closed"));

        // Then
        assertThatThrownBy(() -> inbox.take(0)).isInstanceOf(ClientClosedException.class);
    }

    private Sources sources() {
        var random = new Random(4);
        var retry = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), random);
        var reconnect = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), random);
        var metadata = new Metadata(config.connection(), retry, false, 0);
        var cluster = new Cluster(config.connection(), brokers.network(), reconnect, metadata);
        return new Sources(config, cluster, new Inquiries(cluster), inbox, retry);
    }

    private void assign(Map<TopicPartition, Long> offsets) {
        sources.assign(offsets, 1, now);
    }

    private void run() {
        brokers.run(sources, now);
    }

    private void runFor(long nanos) {
        brokers.runUntil(sources, time -> now = time, now, now + nanos);
    }

    private List<Held> held() {
        return brokers.takeHeld();
    }

    private List<Fetched> taken() throws InterruptedException {
        return inbox.take(0);
    }

    private Throwable failure() throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        for (Fetched fetched : taken()) {
            if (fetched instanceof FetchFailure failure) {
                failures.add(failure.cause());
            }
        }
        assertThat(failures).hasSize(1);
        return failures.getFirst();
    }

    private void answer(Held fetch, PartitionData data) {
        fetch.answer(answer(data), now);
    }

    private static ApiMessage answer(PartitionData data) {
        var topic = FetchableTopicResponse.builder().topic("t").partitions(List.of(data)).build();
        return FetchResponse.builder().responses(List.of(topic)).build();
    }

    private static PartitionData data(int partition, ByteBuffer batches) {
        return PartitionData.builder()
                .partitionIndex(partition)
                .highWatermark(100)
                .records(Payload.of(batches))
                .build();
    }

    private static PartitionData error(ErrorCode error) {
        return PartitionData.builder().partitionIndex(0).errorCode(error.code()).build();
    }

    private static List<FetchPartition> partitions(ScriptedRequest request) {
        return ((FetchRequest) request.body())
                .topics().stream().flatMap(topic -> topic.partitions().stream()).toList();
    }
}
