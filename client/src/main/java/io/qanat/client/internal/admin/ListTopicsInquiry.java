package io.qanat.client.internal.admin;

import io.qanat.client.admin.TopicDescription;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A question for all topics. Immutable.
public record ListTopicsInquiry() implements Inquiry<List<TopicDescription>> {
    @Override
    public String action() {
        return "list topics";
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.METADATA;
    }

    @Override
    public ApiMessage request(int version) {
        // No list stands for all topics; in version 0, which has no such thing, the empty one does.
        return MetadataRequest.builder()
                .topics(version == 0 ? List.of() : null)
                .allowAutoTopicCreation(version < 4)
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((MetadataResponse) response).throttleTimeMs();
    }

    @Override
    public List<TopicDescription> read(ApiMessage response) {
        List<TopicDescription> topics = new ArrayList<>();
        for (MetadataResponseTopic topic : ((MetadataResponse) response).topics()) {
            String name = topic.name();
            if (name != null && topic.errorCode() == ErrorCode.NONE.code()) {
                topics.add(Descriptions.of(name, topic));
            }
        }
        topics.sort(Comparator.comparing(TopicDescription::name));
        return topics;
    }
}
