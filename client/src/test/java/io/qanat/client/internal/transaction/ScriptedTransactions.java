package io.qanat.client.internal.transaction;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.AddOffsetsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnRequest;
import io.qanat.protocol.message.AddPartitionsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.qanat.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.FinalizedFeatureKey;
import io.qanat.protocol.message.EndTxnRequest;
import io.qanat.protocol.message.EndTxnResponse;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.FindCoordinatorResponse;
import io.qanat.protocol.message.FindCoordinatorResponse.Coordinator;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.TxnOffsetCommitRequest;
import io.qanat.protocol.message.TxnOffsetCommitResponse;
import io.qanat.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.qanat.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// A transactional producer's core over two brokers that agree to everything, but for the errors
/// that they are told to answer first. Broker 2 is every coordinator.
final class ScriptedTransactions {
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final int COORDINATOR = 2;

    final ScriptedSinks producer =
            new ScriptedSinks(builder ->
                    builder.transactionalId("copier").transactionTimeout(Duration.ofSeconds(60)));
    final ScriptedCluster brokers = producer.brokers;
    private final Map<ApiKey, Queue<ErrorCode>> errors = new HashMap<>();
    private final boolean isSecondVersion;
    private int epoch = -1;

    ScriptedTransactions(boolean isSecondVersion) {
        this.isSecondVersion = isSecondVersion;
        var versions = ScriptedCluster.versions();
        brokers.rule(ApiKey.API_VERSIONS, (broker, request) -> withFeature(versions));
        brokers.rule(ApiKey.FIND_COORDINATOR, (broker, request) -> found(request));
        brokers.rule(ApiKey.INIT_PRODUCER_ID, (broker, request) -> identified());
        brokers.rule(ApiKey.ADD_PARTITIONS_TO_TXN, (broker, request) -> enrolled(request));
        brokers.rule(ApiKey.ADD_OFFSETS_TO_TXN, (broker, request) -> groupEnrolled());
        brokers.rule(ApiKey.TXN_OFFSET_COMMIT, (broker, request) -> offsetsStored(request));
        brokers.rule(ApiKey.END_TXN, (broker, request) -> ended());
    }

    /// Answers the next requests of an API with these errors.
    void refuse(ApiKey key, ErrorCode... codes) {
        errors.computeIfAbsent(key, any -> new ArrayDeque<>()).addAll(List.of(codes));
    }

    CompletableFuture<Void> initialize() {
        var done = new CompletableFuture<Void>();
        producer.sinks.transact((tx, nowNanos) -> tx.initialize(LIMIT, done, nowNanos));
        return done;
    }

    CompletableFuture<Void> begin() {
        var done = new CompletableFuture<Void>();
        producer.sinks.transact((tx, nowNanos) -> tx.begin(LIMIT, done, nowNanos));
        producer.run();
        return done;
    }

    CompletableFuture<CommitResult> commit() {
        var done = new CompletableFuture<CommitResult>();
        producer.sinks.transact((tx, nowNanos) -> tx.commit(LIMIT, done, nowNanos));
        producer.run();
        return done;
    }

    CompletableFuture<CommitResult> commitAgain() {
        var done = new CompletableFuture<CommitResult>();
        producer.sinks.transact((tx, nowNanos) -> tx.commitAgain(LIMIT, done, nowNanos));
        producer.run();
        return done;
    }

    CompletableFuture<Void> abort() {
        var done = new CompletableFuture<Void>();
        producer.sinks.transact((tx, nowNanos) -> tx.abort(LIMIT, done, nowNanos));
        producer.run();
        return done;
    }

    void send(String value) {
        producer.send("orders", 0, value);
    }

    void offsets(String group) {
        producer.sinks.transact((tx, nowNanos) ->
                tx.offsets(
                        GroupMember.none(group),
                        Map.of(new TopicPartition("orders", 0), GroupOffset.of(5)),
                        nowNanos));
    }

    /// How transactions were asked to end, as "commit@epoch".
    List<String> ends() {
        return brokers.requests(ApiKey.END_TXN).stream()
                .map(request -> (EndTxnRequest) request.body())
                .map(end -> (end.committed() ? "commit@" : "abort@") + end.producerEpoch())
                .toList();
    }

    /// The epochs that were to be raised, -1 for none.
    List<Integer> raised() {
        return brokers.requests(ApiKey.INIT_PRODUCER_ID).stream()
                .map(request -> (InitProducerIdRequest) request.body())
                .map(request -> (int) request.producerEpoch())
                .toList();
    }

    EndTxnResponse ended() {
        ErrorCode error = next(ApiKey.END_TXN);
        var answer = EndTxnResponse.builder().errorCode(error.code());
        if (isSecondVersion && error == ErrorCode.NONE) {
            epoch++;
            answer.producerId(1).producerEpoch(epoch);
        }
        return answer.build();
    }

    private ErrorCode next(ApiKey key) {
        ErrorCode error = errors.computeIfAbsent(key, any -> new ArrayDeque<>()).poll();
        return error == null ? ErrorCode.NONE : error;
    }

    private ApiVersionsResponse withFeature(ApiVersionsResponse versions) {
        return versions.toBuilder()
                .finalizedFeaturesEpoch(1)
                .finalizedFeatures(
                        List.of(
                                FinalizedFeatureKey.builder()
                                        .name("transaction.version")
                                        .maxVersionLevel(isSecondVersion ? 2 : 1)
                                        .minVersionLevel(isSecondVersion ? 2 : 1)
                                        .build()))
                .build();
    }

    private ApiMessage found(ScriptedRequest request) {
        String key = ((FindCoordinatorRequest) request.body()).coordinatorKeys().getFirst();
        ErrorCode error = next(ApiKey.FIND_COORDINATOR);
        return FindCoordinatorResponse.builder()
                .coordinators(
                        List.of(
                                Coordinator.builder()
                                        .key(key)
                                        .nodeId(error == ErrorCode.NONE ? COORDINATOR : -1)
                                        .host("broker2")
                                        .port(9092)
                                        .errorCode(error.code())
                                        .build()))
                .build();
    }

    private InitProducerIdResponse identified() {
        ErrorCode error = next(ApiKey.INIT_PRODUCER_ID);
        epoch += error == ErrorCode.NONE ? 1 : 0;
        return InitProducerIdResponse.builder()
                .errorCode(error.code())
                .producerId(1)
                .producerEpoch(epoch)
                .build();
    }

    private AddPartitionsToTxnResponse enrolled(ScriptedRequest request) {
        ErrorCode error = next(ApiKey.ADD_PARTITIONS_TO_TXN);
        return AddPartitionsToTxnResponse.builder()
                .resultsByTopicV3AndBelow(
                        ((AddPartitionsToTxnRequest) request.body())
                                .v3AndBelowTopics().stream()
                                        .map(topic ->
                                                AddPartitionsToTxnTopicResult.builder()
                                                        .name(topic.name())
                                                        .resultsByPartition(
                                                                topic.partitions().stream()
                                                                        .map(index ->
                                                                                part(index, error))
                                                                        .toList())
                                                        .build())
                                        .toList())
                .build();
    }

    private static AddPartitionsToTxnPartitionResult part(int index, ErrorCode error) {
        return AddPartitionsToTxnPartitionResult.builder()
                .partitionIndex(index)
                .partitionErrorCode(error.code())
                .build();
    }

    private AddOffsetsToTxnResponse groupEnrolled() {
        return AddOffsetsToTxnResponse.builder()
                .errorCode(next(ApiKey.ADD_OFFSETS_TO_TXN).code())
                .build();
    }

    private TxnOffsetCommitResponse offsetsStored(ScriptedRequest request) {
        ErrorCode error = next(ApiKey.TXN_OFFSET_COMMIT);
        return TxnOffsetCommitResponse.builder()
                .topics(
                        ((TxnOffsetCommitRequest) request.body())
                                .topics().stream()
                                        .map(topic ->
                                                TxnOffsetCommitResponseTopic.builder()
                                                        .name(topic.name())
                                                        .partitions(
                                                                List.of(
                                                                        TxnOffsetCommitResponsePartition
                                                                                .builder()
                                                                                .errorCode(
                                                                                        error
                                                                                                .code())
                                                                                .build()))
                                                        .build())
                                        .toList())
                .build();
    }
}
