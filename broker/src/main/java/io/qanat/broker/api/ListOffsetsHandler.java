package io.qanat.broker.api;

import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.Topics;
import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import io.qanat.protocol.message.ListOffsetsResponse;
import io.qanat.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.qanat.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/// ListOffsets: the first and last offset of partitions, and where a time begins. Immutable.
final class ListOffsetsHandler {
    private static final int EPOCH_VERSION_MIN = 4;

    private final Log log;
    private final Topics topics;
    private final OffsetSearch search;

    private ListOffsetsHandler(Log log, Topics topics) {
        this.log = log;
        this.topics = topics;
        this.search = new OffsetSearch(log);
    }

    static Api<ListOffsetsRequest> api(Log log, Topics topics) {
        var handler = new ListOffsetsHandler(log, topics);
        return Api.of(
                ApiKey.LIST_OFFSETS,
                1,
                11,
                ListOffsetsRequest.class,
                Handler.inTurn(handler::answer));
    }

    private ListOffsetsResponse answer(ListOffsetsRequest request, Call call) {
        TopicImage image = topics.image();
        Set<TopicPartition> seen = new HashSet<>();
        Set<TopicPartition> twice = new HashSet<>();
        for (ListOffsetsTopic topic : request.topics()) {
            for (ListOffsetsPartition partition : topic.partitions()) {
                image.named(topic.name())
                        .flatMap(found -> found.partition(partition.partitionIndex()))
                        .filter(found -> !seen.add(found))
                        .ifPresent(twice::add);
            }
        }
        var responses = new ArrayList<ListOffsetsTopicResponse>(request.topics().size());
        for (ListOffsetsTopic topic : request.topics()) {
            var partitions = new ArrayList<ListOffsetsPartitionResponse>();
            for (ListOffsetsPartition partition : topic.partitions()) {
                PartitionLookup lookup =
                        PartitionLookup.named(image, topic.name(), partition.partitionIndex());
                partitions.add(answer(partition, lookup, twice, call.version()));
            }
            responses.add(
                    ListOffsetsTopicResponse.builder()
                            .name(topic.name())
                            .partitions(partitions)
                            .build());
        }
        return ListOffsetsResponse.builder().topics(responses).build();
    }

    private ListOffsetsPartitionResponse answer(
            ListOffsetsPartition wanted,
            PartitionLookup lookup,
            Set<TopicPartition> twice,
            int version) {
        return switch (lookup) {
            case PartitionLookup.Missing missing -> refused(wanted, missing.code());
            case PartitionLookup.Found found -> {
                ErrorCode error =
                        twice.contains(found.partition())
                                ? ErrorCode.INVALID_REQUEST
                                : PartitionLookup.epochError(
                                        wanted.currentLeaderEpoch(), log.leaderEpoch());
                yield error == ErrorCode.NONE
                        ? answer(wanted, found.partition(), version)
                        : refused(wanted, error);
            }
        };
    }

    private ListOffsetsPartitionResponse answer(
            ListOffsetsPartition wanted, TopicPartition partition, int version) {
        if (version < OffsetSearch.versionMin(wanted.timestamp())) {
            return refused(wanted, ErrorCode.UNSUPPORTED_VERSION);
        }
        try {
            return found(wanted, search.find(partition, wanted.timestamp()), version);
        } catch (LogException failed) {
            return refused(wanted, LogErrors.code(failed));
        }
    }

    private ListOffsetsPartitionResponse found(
            ListOffsetsPartition wanted, OffsetSearch.Position position, int version) {
        return ListOffsetsPartitionResponse.builder()
                .partitionIndex(wanted.partitionIndex())
                .timestamp(position.timestamp())
                .offset(position.offset())
                .leaderEpoch(version >= EPOCH_VERSION_MIN ? position.leaderEpoch() : -1)
                .build();
    }

    private static ListOffsetsPartitionResponse refused(
            ListOffsetsPartition wanted, ErrorCode error) {
        return ListOffsetsPartitionResponse.builder()
                .partitionIndex(wanted.partitionIndex())
                .errorCode(error.code())
                .build();
    }
}
