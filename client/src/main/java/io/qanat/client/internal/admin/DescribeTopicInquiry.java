package io.qanat.client.internal.admin;

import io.qanat.client.admin.TopicDescription;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.List;

/// A question for one topic, which it does not create. Immutable.
public record DescribeTopicInquiry(String name) implements Inquiry<TopicDescription> {
    @Override
    public String action() {
        return "describe topic " + name;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.METADATA;
    }

    @Override
    public ApiMessage request(int version) {
        return MetadataRequest.builder()
                .topics(List.of(MetadataRequestTopic.builder().name(name).build()))
                // Older versions cannot say that the topic is not to be created.
                .allowAutoTopicCreation(version < 4)
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((MetadataResponse) response).throttleTimeMs();
    }

    @Override
    public TopicDescription read(ApiMessage response) {
        MetadataResponseTopic topic =
                Answers.only(((MetadataResponse) response).topics(), action());
        check(topic.errorCode(), null);
        return Descriptions.of(name, topic);
    }
}
