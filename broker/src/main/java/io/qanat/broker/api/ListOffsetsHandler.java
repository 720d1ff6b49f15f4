package io.qanat.broker.api;

import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.Topics;
import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.TimestampOffset;
import io.qanat.log.TopicPartition;
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
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final long EARLIEST_PENDING_UPLOAD = -6;

    private static final int EPOCH_VERSION_MIN = 4;
    private static final TimestampOffset NOWHERE = new TimestampOffset(-1, -1);

    private final Log log;
    private final Topics topics;

    private ListOffsetsHandler(Log log, Topics topics) {
        this.log = log;
        this.topics = topics;
    }

    static Handler<ListOffsetsRequest> of(Log log, Topics topics) {
        return Handler.inTurn(new ListOffsetsHandler(log, topics)::answer);
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
        if (wanted.timestamp() < 0 && version < versionMin(wanted.timestamp())) {
            return refused(wanted, ErrorCode.UNSUPPORTED_VERSION);
        }
        try {
            return found(wanted, find(partition, wanted.timestamp()), version);
        } catch (LogException failed) {
            return refused(wanted, LogErrors.code(failed));
        }
    }

    // The oldest version in which a special timestamp has its meaning.
    private static int versionMin(long timestamp) {
        return switch ((int) Math.max(timestamp, Integer.MIN_VALUE)) {
            case (int) LATEST, (int) EARLIEST -> 1;
            case (int) MAX_TIMESTAMP -> 7;
            case (int) EARLIEST_LOCAL -> 8;
            case (int) LATEST_TIERED -> 9;
            case (int) EARLIEST_PENDING_UPLOAD -> 11;
            default -> Integer.MAX_VALUE;
        };
    }

    private TimestampOffset find(TopicPartition partition, long timestamp) {
        if (timestamp >= 0) {
            return log.offsetForTimestamp(partition, timestamp).orElse(NOWHERE);
        }
        return switch ((int) timestamp) {
            case (int) LATEST -> at(log.offsets(partition).highWatermark());
            // Nothing is tiered, so everything is local.
            case (int) EARLIEST, (int) EARLIEST_LOCAL -> at(log.offsets(partition).logStart());
            case (int) MAX_TIMESTAMP -> log.maxTimestamp(partition).orElse(NOWHERE);
            default -> NOWHERE;
        };
    }

    private static TimestampOffset at(long offset) {
        return new TimestampOffset(-1, offset);
    }

    private ListOffsetsPartitionResponse found(
            ListOffsetsPartition wanted, TimestampOffset position, int version) {
        boolean knowsEpoch = wanted.timestamp() == LATEST && version >= EPOCH_VERSION_MIN;
        return ListOffsetsPartitionResponse.builder()
                .partitionIndex(wanted.partitionIndex())
                .timestamp(position.timestamp())
                .offset(position.offset())
                .leaderEpoch(knowsEpoch ? log.leaderEpoch() : -1)
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
