package io.qanat.client.internal.admin;

import io.qanat.client.TopicPartition;
import io.qanat.client.admin.OffsetSpec;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import io.qanat.protocol.message.ListOffsetsResponse;
import io.qanat.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A question for an offset, which only the partition's leader can answer. Immutable.
public record OffsetInquiry(TopicPartition partition, OffsetSpec spec)
        implements Inquiry<OptionalLong> {
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long NO_OFFSET = -1;
    private static final int CONSUMER = -1;

    @Override
    public String action() {
        return "find an offset in " + partition;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_OFFSETS;
    }

    @Override
    public Optional<TopicPartition> leader() {
        return Optional.of(partition);
    }

    @Override
    public ApiMessage request(int version) {
        ListOffsetsPartition asked =
                ListOffsetsPartition.builder()
                        .partitionIndex(partition.partition())
                        .timestamp(timestamp())
                        .build();
        return ListOffsetsRequest.builder()
                .replicaId(CONSUMER)
                .topics(
                        List.of(
                                ListOffsetsTopic.builder()
                                        .name(partition.topic())
                                        .partitions(List.of(asked))
                                        .build()))
                .build();
    }

    private long timestamp() {
        return switch (spec) {
            case OffsetSpec.Latest latest -> LATEST;
            case OffsetSpec.Earliest earliest -> EARLIEST;
            case OffsetSpec.AtTime time -> time.timestampMillis();
        };
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((ListOffsetsResponse) response).throttleTimeMs();
    }

    @Override
    public OptionalLong read(ApiMessage response) {
        var topic = Answers.only(((ListOffsetsResponse) response).topics(), action());
        ListOffsetsPartitionResponse answer = Answers.only(topic.partitions(), action());
        check(answer.errorCode(), null);
        return answer.offset() == NO_OFFSET
                ? OptionalLong.empty()
                : OptionalLong.of(answer.offset());
    }
}
