package io.qanat.client.internal.admin;

import io.qanat.client.admin.CreatedTopic;
import io.qanat.client.admin.NewTopic;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.CreateTopicsResponse;
import io.qanat.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The creation of a topic. Immutable.
public record CreateTopicInquiry(NewTopic topic, Duration deadline)
        implements Inquiry<CreatedTopic> {
    @Override
    public String action() {
        return "create topic " + topic.name();
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_TOPICS;
    }

    @Override
    public ApiMessage request(int version) {
        List<CreatableTopicConfig> configs = new ArrayList<>();
        topic.configs()
                .forEach((name, value) ->
                        configs.add(
                                CreatableTopicConfig.builder().name(name).value(value).build()));
        CreatableTopic creatable =
                CreatableTopic.builder()
                        .name(topic.name())
                        .numPartitions(topic.partitions())
                        .replicationFactor((short) topic.replicationFactor())
                        .configs(configs)
                        .build();
        return CreateTopicsRequest.builder()
                .topics(List.of(creatable))
                .timeoutMs((int) deadline.toMillis())
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((CreateTopicsResponse) response).throttleTimeMs();
    }

    @Override
    public CreatedTopic read(ApiMessage response) {
        CreatableTopicResult result =
                Answers.only(((CreateTopicsResponse) response).topics(), action());
        check(result.errorCode(), result.errorMessage());
        return new CreatedTopic(
                topic.name(), result.topicId(), result.numPartitions(), result.replicationFactor());
    }
}
