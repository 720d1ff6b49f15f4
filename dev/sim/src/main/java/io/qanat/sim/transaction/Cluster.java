package io.qanat.sim.transaction;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.AddOffsetsToTxnRequest;
import io.qanat.protocol.message.AddOffsetsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnRequest;
import io.qanat.protocol.message.AddPartitionsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.qanat.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.ApiVersionsResponse.ApiVersion;
import io.qanat.protocol.message.ApiVersionsResponse.FinalizedFeatureKey;
import io.qanat.protocol.message.EndTxnRequest;
import io.qanat.protocol.message.EndTxnResponse;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.FindCoordinatorResponse;
import io.qanat.protocol.message.FindCoordinatorResponse.Coordinator;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.protocol.message.TxnOffsetCommitRequest;
import io.qanat.protocol.message.TxnOffsetCommitResponse;
import io.qanat.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.qanat.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.qanat.sim.coordinator.CoordinatorModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Who of the brokers looks after what, and what each answers. Confined to the run's thread.
final class Cluster {
    static final int BROKERS = 3;
    static final int PARTITIONS = 3;
    static final int PORT = 9092;
    static final String HOST = "broker";

    private final CoordinatorModel model;
    private final boolean isSecondVersion;
    private final int[] leaders = {0, 1, 2};
    private int transactionCoordinator;
    private int groupCoordinator = 1;
    private long loadedNanos;

    Cluster(CoordinatorModel model, boolean isSecondVersion) {
        this.model = model;
        this.isSecondVersion = isSecondVersion;
    }

    /// Another broker looks after transactions, and takes so long to load them.
    void moveTransactions(int broker, long untilNanos) {
        transactionCoordinator = broker;
        loadedNanos = untilNanos;
    }

    void moveGroups(int broker) {
        groupCoordinator = broker;
    }

    void moveLeader(int partition, int broker) {
        leaders[partition] = broker;
    }

    /// What a broker answers.
    ApiMessage answer(int broker, int version, ApiMessage request, long nowNanos) {
        return switch (request.apiKey()) {
            case API_VERSIONS -> versions();
            case METADATA -> metadata((MetadataRequest) request);
            case FIND_COORDINATOR -> found((FindCoordinatorRequest) request);
            default -> {
                Optional<ErrorCode> error = notHere(broker, request, nowNanos);
                yield error.isPresent()
                        ? refusal(request, error.get())
                        : model.answer(version, request, nowNanos);
            }
        };
    }

    private Optional<ErrorCode> notHere(int broker, ApiMessage request, long nowNanos) {
        if (request instanceof ProduceRequest produce) {
            boolean isLeader =
                    produce.topicData().stream()
                            .flatMap(topic -> topic.partitionData().stream())
                            .allMatch(data -> leaders[data.index()] == broker);
            return isLeader ? Optional.empty() : Optional.of(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        }
        if (request instanceof TxnOffsetCommitRequest) {
            return groupCoordinator == broker
                    ? Optional.empty()
                    : Optional.of(ErrorCode.NOT_COORDINATOR);
        }
        if (transactionCoordinator != broker) {
            return Optional.of(ErrorCode.NOT_COORDINATOR);
        }
        return nowNanos < loadedNanos
                ? Optional.of(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)
                : Optional.empty();
    }

    /// The answer that refuses a request.
    static ApiMessage refusal(ApiMessage request, ErrorCode error) {
        int code = error.code();
        return switch (request) {
            case InitProducerIdRequest identify ->
                    InitProducerIdResponse.builder()
                            .errorCode(code)
                            .producerId(-1)
                            .producerEpoch(-1)
                            .build();
            case AddPartitionsToTxnRequest enrol ->
                    AddPartitionsToTxnResponse.builder()
                            .resultsByTopicV3AndBelow(
                                    enrol.v3AndBelowTopics().stream()
                                            .map(topic ->
                                                    enrolment(
                                                            topic.name(), topic.partitions(), code))
                                            .toList())
                            .build();
            case AddOffsetsToTxnRequest enrol ->
                    AddOffsetsToTxnResponse.builder().errorCode(code).build();
            case EndTxnRequest end -> EndTxnResponse.builder().errorCode(code).build();
            case TxnOffsetCommitRequest offsets ->
                    TxnOffsetCommitResponse.builder()
                            .topics(
                                    offsets.topics().stream()
                                            .map(topic ->
                                                    TxnOffsetCommitResponseTopic.builder()
                                                            .name(topic.name())
                                                            .partitions(
                                                                    topic.partitions().stream()
                                                                            .map(each ->
                                                                                    offset(
                                                                                            each
                                                                                                    .partitionIndex(),
                                                                                            code))
                                                                            .toList())
                                                            .build())
                                            .toList())
                            .build();
            case ProduceRequest produce ->
                    ProduceResponse.builder()
                            .responses(
                                    produce.topicData().stream()
                                            .map(topic ->
                                                    TopicProduceResponse.builder()
                                                            .name(topic.name())
                                                            .partitionResponses(
                                                                    topic.partitionData().stream()
                                                                            .map(data ->
                                                                                    batch(
                                                                                            data
                                                                                                    .index(),
                                                                                            code))
                                                                            .toList())
                                                            .build())
                                            .toList())
                            .build();
            default -> throw new IllegalArgumentException("no refusal of " + request.apiKey());
        };
    }

    private static AddPartitionsToTxnTopicResult enrolment(
            String topic, List<Integer> indexes, int code) {
        return AddPartitionsToTxnTopicResult.builder()
                .name(topic)
                .resultsByPartition(
                        indexes.stream()
                                .map(index ->
                                        AddPartitionsToTxnPartitionResult.builder()
                                                .partitionIndex(index)
                                                .partitionErrorCode(code)
                                                .build())
                                .toList())
                .build();
    }

    private static TxnOffsetCommitResponsePartition offset(int index, int code) {
        return TxnOffsetCommitResponsePartition.builder()
                .partitionIndex(index)
                .errorCode(code)
                .build();
    }

    private static PartitionProduceResponse batch(int index, int code) {
        return PartitionProduceResponse.builder()
                .index(index)
                .errorCode(code)
                .baseOffset(-1)
                .logAppendTimeMs(-1)
                .build();
    }

    private ApiVersionsResponse versions() {
        int level = isSecondVersion ? 2 : 1;
        return ApiVersionsResponse.builder()
                .apiKeys(
                        Arrays.stream(ApiKey.values())
                                .map(key ->
                                        ApiVersion.builder()
                                                .apiKey(key.id())
                                                .minVersion(key.minVersion())
                                                .maxVersion(key.maxVersion())
                                                .build())
                                .toList())
                .finalizedFeaturesEpoch(1)
                .finalizedFeatures(
                        List.of(
                                FinalizedFeatureKey.builder()
                                        .name("transaction.version")
                                        .maxVersionLevel(level)
                                        .minVersionLevel(level)
                                        .build()))
                .build();
    }

    private MetadataResponse metadata(MetadataRequest request) {
        var topics =
                request.topics() == null
                        ? List.<MetadataResponseTopic>of()
                        : request.topics().stream().map(topic -> topic()).toList();
        return MetadataResponse.builder()
                .clusterId("model")
                .controllerId(0)
                .brokers(IntStream.range(0, BROKERS).mapToObj(Cluster::broker).toList())
                .topics(topics)
                .build();
    }

    private static MetadataResponseBroker broker(int id) {
        return MetadataResponseBroker.builder().nodeId(id).host(HOST).port(PORT + id).build();
    }

    private MetadataResponseTopic topic() {
        return MetadataResponseTopic.builder()
                .name(Verdict.TOPIC)
                .partitions(
                        IntStream.range(0, PARTITIONS)
                                .mapToObj(index ->
                                        MetadataResponsePartition.builder()
                                                .partitionIndex(index)
                                                .leaderId(leaders[index])
                                                .leaderEpoch(-1)
                                                .build())
                                .toList())
                .build();
    }

    private FindCoordinatorResponse found(FindCoordinatorRequest request) {
        int broker = request.keyType() == 0 ? groupCoordinator : transactionCoordinator;
        return FindCoordinatorResponse.builder()
                .coordinators(
                        request.coordinatorKeys().stream()
                                .map(key ->
                                        Coordinator.builder()
                                                .key(key)
                                                .nodeId(broker)
                                                .host(HOST)
                                                .port(PORT + broker)
                                                .build())
                                .toList())
                .build();
    }
}
