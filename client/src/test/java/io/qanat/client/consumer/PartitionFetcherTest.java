package io.qanat.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ClientClosedException;
import io.qanat.client.CorruptBatchException;
import io.qanat.client.OffsetOutOfRangeException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedBatches;
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
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.ListOffsetsResponse;
import io.qanat.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.qanat.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.qanat.record.BatchIdentity;
import io.qanat.record.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The whole fetcher over sockets of this machine.
@Timeout(60)
class PartitionFetcherTest {
    private static final TopicPartition T_0 = new TopicPartition("t", 0);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    /// What the broker has stored of every partition; read by its threads.
    private volatile ByteBuffer stored = ByteBuffer.allocate(0);

    private volatile long endOffset;
    private final LoopbackBroker broker;
    private final PartitionFetcher fetcher;

    PartitionFetcherTest() throws IOException {
        broker =
                LoopbackBroker.start()
                        .rule(ApiKey.FETCH, this::fetch)
                        .rule(ApiKey.LIST_OFFSETS, this::offsets);
        fetcher =
                PartitionFetcher.create(
                        FetcherConfig.builder(new BootstrapServers(List.of(broker.endpoint())))
                                .build());
    }

    @BeforeEach
    void awaitBroker() throws InterruptedException {
        fetcher.awaitReady(LONG);
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        broker.close();
    }

    @Test
    void readsRecordsInTheirOrder() throws InterruptedException {
        // Given
        store(3, ScriptedBatches.batch(0, "a", "b"), ScriptedBatches.batch(2, "c"));
        fetcher.assign(Map.of(T_0, 0L));

        // When
        FetchedRecords records = fetcher.poll(LONG);

        // Then
        assertThat(values(records)).containsExactly("a", "b", "c");
        assertThat(fetcher.positions()).isEqualTo(Map.of(T_0, 3L));
        assertThat(records.partitions().getFirst().highWatermark()).isEqualTo(3);
    }

    @Test
    void copiesRecordsOnRequest() throws InterruptedException {
        // Given
        store(1, ScriptedBatches.batch(0, "a"));
        fetcher.assign(Map.of(T_0, 0L));

        // When
        ConsumedRecord record = fetcher.poll(LONG).toList().getFirst();

        // Then
        assertThat(record).hasToString("t-0@0");
        assertThat(record.value()).isEqualTo("a".getBytes(StandardCharsets.UTF_8));
        assertThat(record.key()).isNull();
        assertThat(record.timestamp()).isEqualTo(100);
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void skipsRecordsBeforeThePosition() throws InterruptedException {
        // Given
        store(3, ScriptedBatches.batch(0, "a", "b", "c"));
        fetcher.assign(Map.of(T_0, 1L));

        // When
        List<String> values = values(fetcher.poll(LONG));

        // Then
        assertThat(values).containsExactly("b", "c");
    }

    @Test
    void skipsControlBatchesButMovesBehindThem() throws InterruptedException {
        // Given
        var control = new BatchIdentity(7, (short) 0, -1, true, true);
        store(
                2,
                ScriptedBatches.batch(0, "a"),
                ScriptedBatches.batch(Compression.NONE, control, 1, "marker"));
        fetcher.assign(Map.of(T_0, 0L));

        // When
        List<String> values = values(fetcher.poll(LONG));

        // Then
        assertThat(values).containsExactly("a");
        assertThat(fetcher.positions()).isEqualTo(Map.of(T_0, 2L));
    }

    @Test
    void readsCompressedBatches() throws InterruptedException {
        // Given
        store(1, ScriptedBatches.batch(Compression.GZIP, BatchIdentity.NONE, 0, "a".repeat(500)));
        fetcher.assign(Map.of(T_0, 0L));

        // When
        List<String> values = values(fetcher.poll(LONG));

        // Then
        assertThat(values).containsExactly("a".repeat(500));
    }

    @Test
    void visitsWhatStandsBeforeACorruptBatch() throws InterruptedException {
        // Given
        ByteBuffer bad = ScriptedBatches.batch(1, "b");
        bad.put(bad.limit() - 2, (byte) 'x');
        store(2, ScriptedBatches.batch(0, "a"), bad);
        fetcher.assign(Map.of(T_0, 0L));
        FetchedRecords records = fetcher.poll(LONG);
        var values = new ArrayList<String>();

        // When // Then
        assertThatThrownBy(() -> records.forEach(record -> values.add(text(record))))
                .isInstanceOf(CorruptBatchException.class)
                .hasMessageContaining("t-0 at offset 1");
        assertThat(values).containsExactly("a");
    }

    @Test
    void waitsForRecordsNoLongerThanAllowed() throws InterruptedException {
        // Given
        fetcher.assign(Map.of(T_0, 0L));

        // When
        FetchedRecords records = fetcher.poll(SHORT);

        // Then
        assertThat(records.isEmpty()).isTrue();
    }

    @Test
    void saysThatAnOffsetIsOutOfRange() {
        // Given
        fetcher.assign(Map.of(T_0, 1000L));

        // When // Then
        assertThatThrownBy(() -> fetcher.poll(LONG)).isInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void goesOnWhereItWasSought() throws InterruptedException {
        // Given
        store(2, ScriptedBatches.batch(0, "a", "b"));
        fetcher.assign(Map.of(T_0, 0L));
        fetcher.poll(LONG);

        // When
        fetcher.seek(T_0, 1);

        // Then
        assertThat(values(fetcher.poll(LONG))).containsExactly("b");
    }

    @Test
    void refusesToSeekWhatIsNotAssigned() {
        assertThatThrownBy(() -> fetcher.seek(T_0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsPartitionsAndTheirEnds() throws InterruptedException {
        // Given
        store(7);

        // When
        List<TopicPartition> partitions = fetcher.partitions("t");

        // Then
        assertThat(partitions).containsExactly(T_0, new TopicPartition("t", 1));
        assertThat(fetcher.beginningOffsets(partitions)).containsEntry(T_0, 0L);
        assertThat(fetcher.endOffsets(partitions)).containsEntry(T_0, 7L);
    }

    @Test
    void failsWhoPollsWhenItIsClosed() {
        // Given
        fetcher.assign(Map.of(T_0, 0L));
        fetcher.close();

        // When // Then
        assertThatThrownBy(() -> fetcher.poll(LONG)).isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> fetcher.partitions("t")).isInstanceOf(ClientClosedException.class);
    }

    private void store(long end, ByteBuffer... batches) {
        stored = ScriptedBatches.joined(batches);
        endOffset = end;
    }

    private ApiMessage fetch(ScriptedRequest request) {
        FetchPartition asked =
                ((FetchRequest) request.body()).topics().getFirst().partitions().getFirst();
        var data =
                PartitionData.builder().partitionIndex(asked.partition()).highWatermark(endOffset);
        if (asked.fetchOffset() > 100) {
            data.errorCode(ErrorCode.OFFSET_OUT_OF_RANGE.code());
        } else if (asked.fetchOffset() < endOffset) {
            data.records(Payload.of(stored));
        }
        var topic =
                FetchableTopicResponse.builder()
                        .topic("t")
                        .partitions(List.of(data.build()))
                        .build();
        return FetchResponse.builder().responses(List.of(topic)).build();
    }

    private ApiMessage offsets(ScriptedRequest request) {
        ListOffsetsRequest.ListOffsetsPartition asked =
                ((ListOffsetsRequest) request.body()).topics().getFirst().partitions().getFirst();
        var answer =
                ListOffsetsPartitionResponse.builder()
                        .partitionIndex(asked.partitionIndex())
                        .offset(asked.timestamp() == -2 ? 0 : endOffset)
                        .build();
        var topic =
                ListOffsetsTopicResponse.builder().name("t").partitions(List.of(answer)).build();
        return ListOffsetsResponse.builder().topics(List.of(topic)).build();
    }

    private static List<String> values(FetchedRecords records) {
        var values = new ArrayList<String>();
        records.forEach(record -> values.add(text(record)));
        return values;
    }

    private static String text(RecordView record) {
        ByteBuffer value = record.value();
        return value == null ? "null" : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }
}
