package io.qanat.client.internal.admin;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import io.qanat.protocol.message.DeleteTopicsResponse;
import io.qanat.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.time.Duration;
import java.util.List;

/// The deletion of a topic; its answer is the name. Immutable.
public record DeleteTopicInquiry(String name, Duration deadline) implements Inquiry<String> {
    /// From here on topics are listed with a name or an id (KIP-516).
    private static final int VERSION_OF_STATES = 6;

    @Override
    public String action() {
        return "delete topic " + name;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_TOPICS;
    }

    @Override
    public ApiMessage request(int version) {
        var request = DeleteTopicsRequest.builder().timeoutMs((int) deadline.toMillis());
        if (version >= VERSION_OF_STATES) {
            request.topics(List.of(DeleteTopicState.builder().name(name).build()));
        } else {
            request.topicNames(List.of(name));
        }
        return request.build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((DeleteTopicsResponse) response).throttleTimeMs();
    }

    @Override
    public String read(ApiMessage response) {
        DeletableTopicResult result =
                Answers.only(((DeleteTopicsResponse) response).responses(), action());
        check(result.errorCode(), result.errorMessage());
        return name;
    }
}
