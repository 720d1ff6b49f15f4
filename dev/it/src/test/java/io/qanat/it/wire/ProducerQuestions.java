package io.qanat.it.wire;

import io.qanat.protocol.Payload;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Batches of idempotent producers, sent once, twice, too early and too late.
final class ProducerQuestions {
    /// Nobody else writes there.
    private static final String TOPIC = "answers-v3";

    private static final int PARTITION = 1;

    private static final int LAST = Integer.MAX_VALUE;

    private ProducerQuestions() {}

    static Stream<Question> all() {
        return Stream.of(window(), epochs(), beginnings(), transactions(), versions(), identities())
                .flatMap(questions -> questions);
    }

    private static Stream<Question> window() {
        Stream<Question> seven =
                IntStream.range(0, 7)
                        .mapToObj(i -> ask("sequence " + 2 * i, Batches.numbered(100, 0, 2 * i)));
        return Stream.of(
                        seven,
                        IntStream.range(0, 7)
                                .mapToObj(i ->
                                        ask(
                                                "sequence %d again".formatted(2 * i),
                                                Batches.numbered(100, 0, 2 * i))),
                        Stream.of(
                                ask("a gap", Batches.numbered(100, 0, 15)),
                                ask("an overlap", Batches.numbered(100, 0, 13)),
                                ask("what follows the gap", Batches.numbered(100, 0, 17)),
                                ask("what was missing", Batches.numbered(100, 0, 14)),
                                ask("a negative sequence", Batches.numbered(100, 0, -1)),
                                ask("a negative epoch", Batches.numbered(100, -1, 0))))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> epochs() {
        return Stream.of(
                ask("epoch 3 of another producer", Batches.numbered(200, 3, 0)),
                ask("an older epoch", Batches.numbered(200, 2, 2)),
                ask("an older epoch from 0", Batches.numbered(200, 2, 0)),
                ask("a newer epoch inside", Batches.numbered(200, 4, 2)),
                ask("a newer epoch from 0", Batches.numbered(200, 4, 0)),
                ask("a newer epoch from 0 again", Batches.numbered(200, 4, 0)),
                ask("the epoch before", Batches.numbered(200, 3, 0)),
                ask("the epoch before, next", Batches.numbered(200, 3, 2)),
                ask("what follows in the newer epoch", Batches.numbered(200, 4, 2)),
                ask("the last epoch from 0", Batches.numbered(200, Short.MAX_VALUE, 0)),
                Question.of(
                        "numbered: a negative epoch of a stranger",
                        11,
                        produce(TOPIC, 0, Batches.numbered(210, -1, 0))),
                ask("a negative sequence of a stranger", Batches.numbered(220, 0, -1)),
                ask("a negative producer with a sequence", Batches.numbered(-2, 0, 0)));
    }

    private static Stream<Question> beginnings() {
        return Stream.of(
                ask("an unknown producer inside", Batches.numbered(300, 0, 5)),
                ask("an unknown producer inside again", Batches.numbered(300, 0, 5)),
                ask("what follows", Batches.numbered(300, 0, 7)),
                ask("before the wrap", Batches.numbered(400, 0, LAST - 2)),
                ask("across the wrap", Batches.numbered(400, 0, LAST)),
                ask("across the wrap again", Batches.numbered(400, 0, LAST)),
                ask("behind the wrap", Batches.numbered(400, 0, 1)),
                ask("to the wrap", Batches.numbered(500, 0, LAST - 1)),
                ask("from 0", Batches.numbered(500, 0, 0)),
                ask("to the wrap again", Batches.numbered(500, 0, LAST - 1)),
                ask("0 where the wrap is far", Batches.numbered(500, 0, 0)),
                ask("beyond the wrap", Batches.numbered(500, 0, 4)));
    }

    private static Stream<Question> transactions() {
        return Stream.of(
                Question.of(
                        "transactional batch without an id",
                        11,
                        produce(Batches.transactional(700, 0, 0))),
                Question.of(
                        "numbered batch with a transactional id",
                        11,
                        produce(Batches.numbered(710, 0, 0)).toBuilder()
                                .transactionalId("nobody")
                                .build()));
    }

    private static Stream<Question> versions() {
        return IntStream.rangeClosed(3, 11)
                .boxed()
                .flatMap(v ->
                        Stream.of("", " again")
                                .map(again ->
                                        Question.of(
                                                "numbered" + again,
                                                v,
                                                produce(Batches.numbered(600, 0, 2 * (v - 3))))));
    }

    private static Stream<Question> identities() {
        return Stream.of(
                        Question.inVersions(3, 5, "producer id for a known one", init(100, 3)),
                        Question.inVersions(
                                3, 5, "producer id at the last epoch", init(100, Short.MAX_VALUE)),
                        Question.inVersions(3, 5, "producer id without an epoch", init(100, -1)),
                        Question.inVersions(3, 5, "producer id for an epoch alone", init(-1, 3)),
                        Question.inVersions(
                                0,
                                5,
                                "producer id for the empty transactional id",
                                init(-1, -1).toBuilder().transactionalId("").build()))
                .flatMap(questions -> questions);
    }

    private static InitProducerIdRequest init(long producerId, int epoch) {
        return InitProducerIdRequest.builder()
                .transactionalId(null)
                .producerId(producerId)
                .producerEpoch((short) epoch)
                .build();
    }

    private static Question ask(String what, Payload batch) {
        return Question.of("numbered: " + what, 11, produce(batch));
    }

    private static ProduceRequest produce(Payload batch) {
        return produce(TOPIC, PARTITION, batch);
    }

    /// A batch for one partition, which is answered when it is durable.
    static ProduceRequest produce(String name, int partition, Payload batch) {
        var data = PartitionProduceData.builder().index(partition).records(batch).build();
        var topic = TopicProduceData.builder().name(name).partitionData(List.of(data)).build();
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(10_000)
                .topicData(List.of(topic))
                .build();
    }
}
