package io.qanat.sim.coordinator;

import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.AddOffsetsToTxnRequest;
import io.qanat.protocol.message.AddOffsetsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnRequest;
import io.qanat.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.qanat.protocol.message.AddPartitionsToTxnResponse;
import io.qanat.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.qanat.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.qanat.protocol.message.EndTxnRequest;
import io.qanat.protocol.message.EndTxnResponse;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.TxnOffsetCommitRequest;
import io.qanat.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.qanat.protocol.message.TxnOffsetCommitResponse;
import io.qanat.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.qanat.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// A cluster's transactions. Confined to one thread.
public final class CoordinatorModel {
    /// The first version of Produce and TxnOffsetCommit that makes a place part of a transaction.
    static final int PRODUCE_ENROLS_VERSION_MIN = 12;

    private static final int OFFSETS_ENROL_VERSION_MIN = 5;

    /// The first version of EndTxn that makes the epoch grow.
    private static final int END_BUMPS_VERSION_MIN = 5;

    private final LongSupplier completionNanos;
    private final Map<String, IdModel> ids = new LinkedHashMap<>();
    private final Map<Place.Partition, PartitionModel> partitions = new HashMap<>();
    private final Map<String, GroupModel> groups = new HashMap<>();
    private long nextProducerId = 1000;

    /// A cluster without records.
    ///
    /// @param completionNanos how long the markers of a transaction take
    public CoordinatorModel(LongSupplier completionNanos) {
        this.completionNanos = completionNanos;
    }

    /// The answer to a request of transactions, or to Produce.
    public ApiMessage answer(int version, ApiMessage request, long nowNanos) {
        advance(nowNanos);
        return switch (request) {
            case InitProducerIdRequest identify -> identify(identify, nowNanos);
            case AddPartitionsToTxnRequest enrol -> enrol(enrol, nowNanos);
            case AddOffsetsToTxnRequest enrol -> enrol(enrol, nowNanos);
            case TxnOffsetCommitRequest offsets -> offsets(offsets, version, nowNanos);
            case EndTxnRequest end -> end(end, version, nowNanos);
            case ProduceRequest produce ->
                    new ProduceModel(this::partition, this::admission)
                            .answer(produce, version, nowNanos);
            default -> throw new IllegalArgumentException("no model of " + request.apiKey());
        };
    }

    /// Completes transactions whose end was answered, and ends those whose time is over.
    public void advance(long nowNanos) {
        for (IdModel id : ids.values()) {
            if (id.state == IdModel.State.ONGOING && nowNanos - id.startNanos >= id.timeoutNanos) {
                id.fence();
                id.completeNanos = id.startNanos + id.timeoutNanos + completionNanos.getAsLong();
            }
            if (id.state.isPreparing() && nowNanos - id.completeNanos >= 0) {
                complete(id);
            }
        }
    }

    /// The values that readers of committed records see in a partition, in its order.
    public List<String> committed(String topic, int index) {
        return partition(new Place.Partition(topic, index)).committed();
    }

    /// The offsets of a group that ever came to count, in that order.
    public List<Long> offsets(String group) {
        return group(group).committed();
    }

    /// Whether a transaction is open, or not completed.
    public boolean isAnyOpen() {
        return ids.values().stream()
                        .anyMatch(id -> id.state == IdModel.State.ONGOING || id.state.isPreparing())
                || partitions.values().stream().anyMatch(PartitionModel::hasOpen);
    }

    /// Has a group's offsets count at once, as outside of transactions.
    public void commitPlain(String group, List<Long> offsets) {
        group(group).commit(offsets);
    }

    private ApiMessage identify(InitProducerIdRequest request, long nowNanos) {
        String key = Objects.requireNonNull(request.transactionalId());
        IdModel id = ids.get(key);
        var expected = new Stamp(request.producerId(), request.producerEpoch());
        if (id == null) {
            id = new IdModel(nextProducerId++);
            ids.put(key, id);
        }
        if (id.state == IdModel.State.ONGOING
                && (expected.producerId() < 0 || expected.producerId() == id.stamp.producerId())) {
            id.fence();
            id.completeNanos = nowNanos + completionNanos.getAsLong();
        }
        ErrorCode error = id.identify(expected);
        var answer = InitProducerIdResponse.builder().errorCode(error.code());
        if (error == ErrorCode.NONE) {
            id.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(request.transactionTimeoutMs());
            answer.producerId(id.stamp.producerId()).producerEpoch(id.stamp.epoch());
        } else {
            answer.producerId(-1).producerEpoch(-1);
        }
        return answer.build();
    }

    private ApiMessage enrol(AddPartitionsToTxnRequest request, long nowNanos) {
        Set<Place> places = new LinkedHashSet<>();
        for (AddPartitionsToTxnTopic topic : request.v3AndBelowTopics()) {
            topic.partitions()
                    .forEach(index -> places.add(new Place.Partition(topic.name(), index)));
        }
        var by = new Stamp(request.v3AndBelowProducerId(), request.v3AndBelowProducerEpoch());
        ErrorCode error = enrol(request.v3AndBelowTransactionalId(), by, places, nowNanos);
        return AddPartitionsToTxnResponse.builder()
                .resultsByTopicV3AndBelow(
                        request.v3AndBelowTopics().stream()
                                .map(topic -> result(topic, error))
                                .toList())
                .build();
    }

    private static AddPartitionsToTxnTopicResult result(
            AddPartitionsToTxnTopic topic, ErrorCode error) {
        return AddPartitionsToTxnTopicResult.builder()
                .name(topic.name())
                .resultsByPartition(
                        topic.partitions().stream()
                                .map(index ->
                                        AddPartitionsToTxnPartitionResult.builder()
                                                .partitionIndex(index)
                                                .partitionErrorCode(error.code())
                                                .build())
                                .toList())
                .build();
    }

    private ApiMessage enrol(AddOffsetsToTxnRequest request, long nowNanos) {
        var by = new Stamp(request.producerId(), request.producerEpoch());
        Set<Place> group = Set.of(new Place.Group(request.groupId()));
        ErrorCode error = enrol(request.transactionalId(), by, group, nowNanos);
        return AddOffsetsToTxnResponse.builder().errorCode(error.code()).build();
    }

    private ErrorCode enrol(String key, Stamp by, Set<Place> places, long nowNanos) {
        IdModel id = ids.get(key);
        return id == null ? ErrorCode.INVALID_PRODUCER_ID_MAPPING : id.enrol(by, places, nowNanos);
    }

    private ApiMessage offsets(TxnOffsetCommitRequest request, int version, long nowNanos) {
        var by = new Stamp(request.producerId(), request.producerEpoch());
        var place = new Place.Group(request.groupId());
        GroupModel group = group(request.groupId());
        ErrorCode error = group.check(by);
        if (error == ErrorCode.NONE) {
            error =
                    admission(
                            request.transactionalId(),
                            by,
                            place,
                            version >= OFFSETS_ENROL_VERSION_MIN,
                            nowNanos);
        }
        if (error == ErrorCode.NONE) {
            group.add(by, values(request));
        }
        ErrorCode told = error;
        return TxnOffsetCommitResponse.builder()
                .topics(request.topics().stream().map(topic -> result(topic, told)).toList())
                .build();
    }

    /// The offsets that a request carries, of all partitions.
    public static List<Long> values(TxnOffsetCommitRequest request) {
        var values = new ArrayList<Long>();
        request.topics()
                .forEach(topic ->
                        topic.partitions().forEach(each -> values.add(each.committedOffset())));
        return values;
    }

    private static TxnOffsetCommitResponseTopic result(
            TxnOffsetCommitRequestTopic topic, ErrorCode error) {
        return TxnOffsetCommitResponseTopic.builder()
                .name(topic.name())
                .partitions(
                        topic.partitions().stream()
                                .map(each ->
                                        TxnOffsetCommitResponsePartition.builder()
                                                .partitionIndex(each.partitionIndex())
                                                .errorCode(error.code())
                                                .build())
                                .toList())
                .build();
    }

    private ApiMessage end(EndTxnRequest request, int version, long nowNanos) {
        IdModel id = ids.get(request.transactionalId());
        var answer = EndTxnResponse.builder();
        if (id == null) {
            return answer.errorCode(ErrorCode.INVALID_PRODUCER_ID_MAPPING.code()).build();
        }
        boolean wasPreparing = id.state.isPreparing();
        var by = new Stamp(request.producerId(), request.producerEpoch());
        ErrorCode error =
                version >= END_BUMPS_VERSION_MIN
                        ? id.endSecond(by, request.committed())
                        : id.endFirst(by, request.committed());
        if (id.state.isPreparing() && !wasPreparing) {
            id.completeNanos = nowNanos + completionNanos.getAsLong();
        }
        if (error == ErrorCode.NONE && version >= END_BUMPS_VERSION_MIN) {
            answer.producerId(id.stamp.producerId()).producerEpoch(id.stamp.epoch());
        }
        return answer.errorCode(error.code()).build();
    }

    /// Whether a producer may write to a place in its transaction; one that `enrols` makes it part.
    ErrorCode admission(String key, Stamp by, Place place, boolean enrols, long nowNanos) {
        if (enrols) {
            ErrorCode error = enrol(key, by, Set.of(place), nowNanos);
            if (error == ErrorCode.NONE) {
                Objects.requireNonNull(ids.get(key)).isOfSecondVersion = true;
            }
            return error == ErrorCode.PRODUCER_FENCED ? ErrorCode.INVALID_PRODUCER_EPOCH : error;
        }
        IdModel id = ids.get(key);
        ErrorCode error = id == null ? ErrorCode.INVALID_PRODUCER_ID_MAPPING : id.check(by);
        if (id == null || error != ErrorCode.NONE) {
            return error == ErrorCode.PRODUCER_FENCED ? ErrorCode.INVALID_PRODUCER_EPOCH : error;
        }
        boolean isPart = id.state == IdModel.State.ONGOING && id.places.contains(place);
        return isPart ? ErrorCode.NONE : ErrorCode.TRANSACTION_ABORTABLE;
    }

    private ErrorCode admission(
            String key, Stamp by, Place place, int produceVersion, long nowNanos) {
        return admission(key, by, place, produceVersion >= PRODUCE_ENROLS_VERSION_MIN, nowNanos);
    }

    private void complete(IdModel id) {
        boolean commits = id.state == IdModel.State.PREPARE_COMMIT;
        for (Place place : id.places) {
            switch (place) {
                case Place.Partition partition -> partition(partition).mark(id.stamp, commits);
                case Place.Group(String group) -> group(group).mark(id.stamp, commits);
            }
        }
        id.places.clear();
        id.state = commits ? IdModel.State.COMPLETE_COMMIT : IdModel.State.COMPLETE_ABORT;
    }

    private PartitionModel partition(Place.Partition place) {
        return partitions.computeIfAbsent(place, any -> new PartitionModel());
    }

    private GroupModel group(String name) {
        return groups.computeIfAbsent(name, any -> new GroupModel());
    }

    @Override
    public String toString() {
        return ids.entrySet().stream()
                .map(id -> id.getKey() + " " + id.getValue().state + " " + id.getValue().stamp)
                .collect(Collectors.joining(", "));
    }
}
