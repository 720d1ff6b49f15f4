package io.qanat.it.wire;

import io.qanat.protocol.Payload;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Writing records, reading them, asking for offsets.
final class RecordQuestions {
    private static final String DATA = TopicQuestions.DATA;
    private static final String UNKNOWN = "answers-none";
    private static final UUID UNKNOWN_ID = new UUID(1, 2);
    private static final int WAIT_MILLIS = 300;

    private RecordQuestions() {}

    static Stream<Question> all() {
        return Stream.of(productions(), offsets(), fetches(), idFetches()).flatMap(all -> all);
    }

    private static Stream<Question> productions() {
        return Stream.of(
                        // First: what it wrote is certain to be readable once a later acks=all is
                        // answered.
                        produceAndSuch(
                                "produce with acks=1",
                                produce(DATA, 0, Batches.of(1)).toBuilder()
                                        .acks((short) 1)
                                        .build()),
                        Question.inVersions(
                                3, 11, "produce", produce(DATA, 0, Batches.of(10, 30, 20))),
                        Question.inVersions(
                                3,
                                11,
                                "produce to an unknown topic",
                                produce(UNKNOWN, 0, Batches.of(1))),
                        produceAndSuch(
                                "produce to an unknown partition", produce(DATA, 7, Batches.of(1))),
                        produceAndSuch(
                                "produce to a negative partition",
                                produce(DATA, -1, Batches.of(1))),
                        produceAndSuch("produce to a bad name", produce("a b", 0, Batches.of(1))),
                        produceAndSuch(
                                "produce with a wrong CRC",
                                produce(DATA, 0, Batches.withWrongCrc())),
                        produceAndSuch(
                                "produce with a cut end", produce(DATA, 0, Batches.withCutEnd())),
                        produceAndSuch("produce of magic 1", produce(DATA, 0, Batches.ofMagic1())),
                        produceAndSuch("produce of two batches", produce(DATA, 0, Batches.two())),
                        produceAndSuch("produce of no batch", produce(DATA, 0, Payload.EMPTY)),
                        produceAndSuch(
                                "produce of too much", produce(DATA, 0, Batches.ofSize(1_100_000))),
                        produceAndSuch(
                                "produce of just too much",
                                produce(DATA, 0, Batches.ofSize(1_048_588))),
                        produceAndSuch(
                                "produce with acks=2",
                                produce(DATA, 0, Batches.of(1)).toBuilder()
                                        .acks((short) 2)
                                        .build()))
                .flatMap(questions -> questions);
    }

    /// An old version and the newest that both brokers serve.
    private static Stream<Question> produceAndSuch(String what, ProduceRequest request) {
        return Stream.of(Question.of(what, 7, request), Question.of(what, 11, request));
    }

    private static Stream<Question> offsets() {
        // -1 latest, -2 earliest, -3 of the largest timestamp, then timestamps before, between, at
        // and after the records'.
        Stream<Question> found =
                LongStream.of(-1, -2, -3, 0, 15, 30, 31)
                        .boxed()
                        .flatMap(t ->
                                Question.inVersions(
                                        t == -3 ? 7 : 1,
                                        10,
                                        "offsets at " + t,
                                        offsets(DATA, 0, t)));
        return Stream.of(
                        found,
                        Question.inVersions(8, 10, "offsets at -4", offsets(DATA, 0, -4)),
                        Question.inVersions(9, 10, "offsets at -5", offsets(DATA, 0, -5)),
                        Question.inVersions(10, 10, "offsets at -99", offsets(DATA, 0, -99)),
                        Question.inVersions(
                                1, 10, "offsets of an unknown topic", offsets(UNKNOWN, 0, -1)),
                        Question.inVersions(
                                1, 10, "offsets of an unknown partition", offsets(DATA, 9, -1)),
                        Question.inVersions(
                                2, 6, "offsets, read committed", committed(offsets(DATA, 0, -1))),
                        Question.inVersions(
                                4,
                                10,
                                "offsets in a later epoch",
                                inEpoch(offsets(DATA, 0, -1), 9_999)))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> fetches() {
        return Stream.of(
                        Question.inVersions(4, 12, "fetch from 0", fetch(DATA, 0, 0)),
                        Question.inVersions(4, 12, "fetch from inside a batch", fetch(DATA, 0, 4)),
                        Question.inVersions(4, 12, "fetch at the end", fetch(DATA, 0, 29)),
                        Question.inVersions(4, 12, "fetch past the end", fetch(DATA, 0, 1000)),
                        Question.inVersions(4, 12, "fetch before the start", fetch(DATA, 0, -1)),
                        Question.inVersions(
                                4, 12, "fetch of an unknown topic", fetch(UNKNOWN, 0, 0)),
                        Question.inVersions(
                                4, 12, "fetch of an unknown partition", fetch(DATA, 5, 0)),
                        Question.inVersions(
                                4, 12, "fetch of one byte", bounded(fetch(DATA, 0, 0), 1)),
                        Question.inVersions(
                                4, 12, "fetch of 150 bytes", bounded(fetch(DATA, 0, 0), 150)),
                        Question.inVersions(
                                4, 12, "fetch, read committed", committed(fetch(DATA, 0, 0))),
                        Question.inVersions(
                                7,
                                12,
                                "fetch in an unknown session",
                                inSession(fetch(DATA, 0, 0), 77, 3)),
                        Question.inVersions(
                                12,
                                12,
                                "fetch in a later epoch",
                                inEpoch(fetch(DATA, 0, 0), 9_999)))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> idFetches() {
        return IntStream.rangeClosed(13, 17)
                .boxed()
                .flatMap(v ->
                        Stream.of(
                                Question.of("fetch from 0", v, id -> fetchById(id, 0)),
                                Question.of("fetch past the end", v, id -> fetchById(id, 1000)),
                                Question.of(
                                        "fetch of an unknown id",
                                        v,
                                        id -> fetchById(UNKNOWN_ID, 0)),
                                Question.of(
                                        "fetch of the zero id",
                                        v,
                                        id -> fetchById(new UUID(0, 0), 0))));
    }

    private static ProduceRequest produce(String topic, int partition, Payload records) {
        var data = PartitionProduceData.builder().index(partition).records(records).build();
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(10_000)
                .topicData(
                        List.of(
                                TopicProduceData.builder()
                                        .name(topic)
                                        .partitionData(List.of(data))
                                        .build()))
                .build();
    }

    private static ListOffsetsRequest offsets(String topic, int partition, long timestamp) {
        var asked =
                ListOffsetsPartition.builder()
                        .partitionIndex(partition)
                        .timestamp(timestamp)
                        .build();
        return ListOffsetsRequest.builder()
                .replicaId(-1)
                .topics(
                        List.of(
                                ListOffsetsTopic.builder()
                                        .name(topic)
                                        .partitions(List.of(asked))
                                        .build()))
                .build();
    }

    private static ListOffsetsRequest committed(ListOffsetsRequest request) {
        return request.toBuilder().isolationLevel((byte) 1).build();
    }

    private static ListOffsetsRequest inEpoch(ListOffsetsRequest request, int epoch) {
        var topic = request.topics().getFirst();
        var partition = topic.partitions().getFirst().toBuilder().currentLeaderEpoch(epoch).build();
        return request.toBuilder()
                .topics(List.of(topic.toBuilder().partitions(List.of(partition)).build()))
                .build();
    }

    private static FetchRequest fetch(String topic, int partition, long offset) {
        return fetch(FetchTopic.builder().topic(topic), partition, offset);
    }

    private static FetchRequest fetchById(UUID id, long offset) {
        return fetch(FetchTopic.builder().topicId(id), 0, offset);
    }

    private static FetchRequest fetch(FetchTopic.Builder topic, int partition, long offset) {
        var asked =
                FetchPartition.builder()
                        .partition(partition)
                        .fetchOffset(offset)
                        .partitionMaxBytes(1_000_000)
                        .build();
        return FetchRequest.builder()
                .maxWaitMs(WAIT_MILLIS)
                .minBytes(1)
                .maxBytes(1_000_000)
                .sessionEpoch(-1)
                .topics(List.of(topic.partitions(List.of(asked)).build()))
                .build();
    }

    private static FetchRequest bounded(FetchRequest request, int bytesMax) {
        return request.toBuilder().maxBytes(bytesMax).build();
    }

    private static FetchRequest committed(FetchRequest request) {
        return request.toBuilder().isolationLevel((byte) 1).build();
    }

    private static FetchRequest inSession(FetchRequest request, int id, int epoch) {
        return request.toBuilder().sessionId(id).sessionEpoch(epoch).build();
    }

    private static FetchRequest inEpoch(FetchRequest request, int epoch) {
        var topic = request.topics().getFirst();
        var partition = topic.partitions().getFirst().toBuilder().currentLeaderEpoch(epoch).build();
        return request.toBuilder()
                .topics(List.of(topic.toBuilder().partitions(List.of(partition)).build()))
                .build();
    }
}
