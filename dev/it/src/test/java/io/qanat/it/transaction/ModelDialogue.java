package io.qanat.it.transaction;

import io.qanat.it.wire.WireConnection;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.AddOffsetsToTxnRequest;
import io.qanat.protocol.message.AddOffsetsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnRequest;
import io.qanat.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.qanat.protocol.message.AddPartitionsToTxnResponse;
import io.qanat.protocol.message.EndTxnRequest;
import io.qanat.protocol.message.EndTxnResponse;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.TxnOffsetCommitRequest;
import io.qanat.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.qanat.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.qanat.protocol.message.TxnOffsetCommitResponse;
import io.qanat.sim.coordinator.CoordinatorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The same requests, one after the other, to the model of coordinators and to Apache Kafka.
/// Confined to one thread.
final class ModelDialogue {
    static final String TOPIC = "model";
    private static final int PARTITIONS = 2;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);
    private static final long COMPLETION_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /// What passes by itself: both are asked again until they say something else.
    private static final Set<ErrorCode> PASSING =
            Set.of(
                    ErrorCode.CONCURRENT_TRANSACTIONS,
                    ErrorCode.COORDINATOR_NOT_AVAILABLE,
                    ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
                    ErrorCode.NOT_COORDINATOR);

    /// What an answer says, as far as it has to be the same.
    private record Said(ErrorCode error, int epoch) {}

    private final WireConnection kafka;
    private final Admin admin;
    private final boolean isSecondVersion;
    private final String id;
    private final String group;
    private final Random random;
    private final CoordinatorModel model = new CoordinatorModel(() -> COMPLETION_NANOS);
    private final Map<String, Integer> sequences = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private long kafkaProducerId = -1;
    private long modelProducerId = -1;
    private int epoch = -1;
    private long nanos;
    private int count;

    ModelDialogue(WireConnection kafka, Admin admin, boolean isSecondVersion, long seed) {
        this.kafka = kafka;
        this.admin = admin;
        this.isSecondVersion = isSecondVersion;
        this.id = "model-" + seed;
        this.group = "group-" + seed;
        this.random = new Random(seed);
    }

    /// Asks so many things; what was asked and answered, up to the first difference.
    ///
    /// @return whether the answers were the same
    boolean talk(int questions) throws IOException {
        boolean isSame = identify(-1);
        for (int i = 0; i < questions && isSame; i++) {
            // Sometimes as somebody who does not know the last epoch.
            int by = random.nextInt(6) == 0 ? Math.max(0, epoch - 1) : epoch;
            isSame =
                    switch (random.nextInt(10)) {
                        case 0 -> identify(random.nextBoolean() ? -1 : by);
                        case 1, 2, 3, 4 -> (isSecondVersion || enrol(by)) && produce(by);
                        case 5 -> produce(by);
                        case 6 -> (isSecondVersion || enrolGroup(by)) && offsets(by);
                        case 7 -> offsets(by);
                        default -> end(by, random.nextInt(3) > 0);
                    };
        }
        return isSame;
    }

    /// What was asked and answered.
    List<String> lines() {
        return lines;
    }

    private boolean identify(int by) throws IOException {
        open.clear();
        boolean isSame =
                ask(
                        "identify @" + by,
                        5,
                        producerId ->
                                InitProducerIdRequest.builder()
                                        .transactionalId(id)
                                        .transactionTimeoutMs(60_000)
                                        .producerId(by < 0 ? -1 : producerId)
                                        .producerEpoch(by)
                                        .build());
        return isSame;
    }

    private boolean enrol(int by) throws IOException {
        return ask(
                "enrol @" + by,
                3,
                producerId ->
                        AddPartitionsToTxnRequest.builder()
                                .v3AndBelowTransactionalId(id)
                                .v3AndBelowProducerId(producerId)
                                .v3AndBelowProducerEpoch(by)
                                .v3AndBelowTopics(
                                        List.of(
                                                AddPartitionsToTxnTopic.builder()
                                                        .name(TOPIC)
                                                        .partitions(List.of(0, 1))
                                                        .build()))
                                .build());
    }

    private boolean enrolGroup(int by) throws IOException {
        return ask(
                "enrol group @" + by,
                3,
                producerId ->
                        AddOffsetsToTxnRequest.builder()
                                .transactionalId(id)
                                .producerId(producerId)
                                .producerEpoch(by)
                                .groupId(group)
                                .build());
    }

    private boolean offsets(int by) throws IOException {
        long offset = ++count;
        return ask(
                "offsets @" + by,
                isSecondVersion ? 5 : 4,
                producerId ->
                        TxnOffsetCommitRequest.builder()
                                .transactionalId(id)
                                .groupId(group)
                                .producerId(producerId)
                                .producerEpoch(by)
                                .topics(
                                        List.of(
                                                TxnOffsetCommitRequestTopic.builder()
                                                        .name(TOPIC)
                                                        .partitions(
                                                                List.of(
                                                                        TxnOffsetCommitRequestPartition
                                                                                .builder()
                                                                                .partitionIndex(0)
                                                                                .committedOffset(
                                                                                        offset)
                                                                                .build()))
                                                        .build()))
                                .build());
    }

    private boolean produce(int by) throws IOException {
        int partition = random.nextInt(PARTITIONS);
        String place = partition + "@" + by;
        int next = sequences.getOrDefault(place, 0);
        int sequence =
                switch (random.nextInt(12)) {
                    // Not as a producer's first, whose number Apache Kafka may know from a refusal.
                    case 0 -> isSecondVersion || next > 0 ? next + 3 : next;
                    // Not as the first of a transaction: Apache Kafka then wants it as the next.
                    case 1 -> open.contains(place) ? Math.max(0, next - 1) : next;
                    default -> next;
                };
        byte[] value = (id + "-" + ++count).getBytes(StandardCharsets.UTF_8);
        boolean isSame =
                ask(
                        "produce " + place + " sequence " + sequence,
                        isSecondVersion ? 12 : 11,
                        producerId -> batch(producerId, by, partition, sequence, value));
        if (isSame && lines.getLast().endsWith("NONE") && sequence == next) {
            sequences.put(place, next + 1);
            open.add(place);
        }
        return isSame;
    }

    private ApiMessage batch(long producerId, int by, int partition, int sequence, byte[] value) {
        var records =
                MemoryRecords.withTransactionalRecords(
                        Compression.NONE,
                        producerId,
                        (short) by,
                        sequence,
                        new SimpleRecord(1_000, value));
        return ProduceRequest.builder()
                .transactionalId(id)
                .acks(-1)
                .timeoutMs(10_000)
                .topicData(
                        List.of(
                                TopicProduceData.builder()
                                        .name(TOPIC)
                                        .partitionData(
                                                List.of(
                                                        PartitionProduceData.builder()
                                                                .index(partition)
                                                                .records(
                                                                        Payload.of(
                                                                                records.buffer()))
                                                                .build()))
                                        .build()))
                .build();
    }

    private boolean end(int by, boolean commits) throws IOException {
        boolean isSame =
                ask(
                        (commits ? "commit @" : "abort @") + by,
                        isSecondVersion ? 5 : 4,
                        producerId ->
                                EndTxnRequest.builder()
                                        .transactionalId(id)
                                        .producerId(producerId)
                                        .producerEpoch(by)
                                        .committed(commits)
                                        .build());
        if (isSame) {
            open.clear();
            awaitMarkers();
        }
        return isSame;
    }

    /// Until then a partition takes batches as part of the transaction that has ended.
    private void awaitMarkers() {
        nanos += COMPLETION_NANOS;
        Awaitility.await("markers")
                .atMost(SETTLED_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        switch (admin.describeTransactions(List.of(id))
                                .description(id)
                                .get()
                                .state()) {
                            case PREPARE_COMMIT, PREPARE_ABORT -> false;
                            default -> true;
                        });
    }

    /// Asks both.
    ///
    /// @param request by the producer id that is asked as
    private boolean ask(String what, int version, LongFunction<ApiMessage> request)
            throws IOException {
        Said modelSaid = settledModel(version, request.apply(modelProducerId));
        Said kafkaSaid = settledKafka(version, request.apply(kafkaProducerId));
        boolean isSame = modelSaid.equals(kafkaSaid);
        if (modelSaid.epoch() >= 0 && isSame) {
            epoch = modelSaid.epoch();
        }
        lines.add(
                isSame
                        ? what + ": " + kafkaSaid.epoch() + " " + kafkaSaid.error()
                        : what + ": Apache Kafka says " + kafkaSaid + ", the model " + modelSaid);
        return isSame;
    }

    private Said settledModel(int version, ApiMessage request) {
        Said said = said(model.answer(version, request, nanos), true);
        for (int i = 0; i < 100 && PASSING.contains(said.error()); i++) {
            nanos += COMPLETION_NANOS;
            said = said(model.answer(version, request, nanos), true);
        }
        return said;
    }

    private Said settledKafka(int version, ApiMessage request) throws IOException {
        var last = new ArrayList<Said>();
        try {
            Awaitility.await()
                    .atMost(SETTLED_WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        int correlationId = kafka.send(version, request);
                        ApiMessage answer = kafka.receive(correlationId, request.apiKey(), version);
                        last.add(said(answer, false));
                        return !PASSING.contains(last.getLast().error());
                    });
        } catch (ConditionTimeoutException e) {
            throw new IOException(request.apiKey() + " is answered with " + last.getLast(), e);
        }
        return last.getLast();
    }

    private Said said(ApiMessage answer, boolean isOfModel) {
        return switch (answer) {
            case InitProducerIdResponse identified -> {
                if (identified.errorCode() == 0 && isOfModel) {
                    modelProducerId = identified.producerId();
                } else if (identified.errorCode() == 0) {
                    kafkaProducerId = identified.producerId();
                }
                yield new Said(ErrorCode.of(identified.errorCode()), identified.producerEpoch());
            }
            case EndTxnResponse ended ->
                    new Said(
                            ErrorCode.of(ended.errorCode()),
                            ended.errorCode() == 0 ? ended.producerEpoch() : -1);
            case AddPartitionsToTxnResponse enrolled ->
                    of(
                            enrolled.resultsByTopicV3AndBelow()
                                    .getFirst()
                                    .resultsByPartition()
                                    .getFirst()
                                    .partitionErrorCode());
            case AddOffsetsToTxnResponse enrolled -> of(enrolled.errorCode());
            case TxnOffsetCommitResponse stored ->
                    of(stored.topics().getFirst().partitions().getFirst().errorCode());
            case ProduceResponse stored ->
                    of(stored.responses().getFirst().partitionResponses().getFirst().errorCode());
            default -> throw new IllegalArgumentException("answer " + answer.apiKey());
        };
    }

    private static Said of(int errorCode) {
        return new Said(ErrorCode.of(errorCode), -1);
    }

    /// What readers of what is committed see, as the model has it, in any order.
    List<String> committed() {
        model.advance(nanos + TimeUnit.HOURS.toNanos(1));
        model.advance(nanos + TimeUnit.HOURS.toNanos(2));
        var values = new ArrayList<String>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            values.addAll(model.committed(TOPIC, partition));
        }
        return values;
    }

    /// Ends what is open.
    void finish() throws IOException {
        if (!identify(-1)) {
            throw new AssertionError(lines.getLast());
        }
    }
}
