package io.qanat.broker.api;

import io.qanat.broker.topics.NewTopic;
import io.qanat.broker.topics.Topic;
import io.qanat.broker.topics.TopicOutcome;
import io.qanat.broker.topics.Topics;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsResponse;
import io.qanat.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.qanat.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// CreateTopics: new topics, or the check that they could be created. Immutable.
final class CreateTopicsHandler {
    // Keeps a topic's place in the order until its outcome is known.
    private static final TopicOutcome PENDING =
            new TopicOutcome.Refused(ErrorCode.UNKNOWN_SERVER_ERROR, "not tried");

    private final CreatableTopics wishes;
    private final ConfigListing listing;
    private final Topics topics;

    private CreateTopicsHandler(CreatableTopics wishes, ConfigListing listing, Topics topics) {
        this.wishes = wishes;
        this.listing = listing;
        this.topics = topics;
    }

    static Api<CreateTopicsRequest> api(
            NodeSettings settings, ConfigListing listing, Topics topics) {
        var wishes = new CreatableTopics(settings.partitionsDefault());
        var handler = new CreateTopicsHandler(wishes, listing, topics);
        return Api.of(
                ApiKey.CREATE_TOPICS,
                2,
                7,
                CreateTopicsRequest.class,
                Handler.inTurn(handler::answer));
    }

    private CreateTopicsResponse answer(CreateTopicsRequest request, Call call)
            throws InterruptedException {
        Map<String, TopicOutcome> outcomes = outcomes(request);
        var results = new ArrayList<CreatableTopicResult>();
        for (Map.Entry<String, TopicOutcome> outcome : outcomes.entrySet()) {
            results.add(result(outcome.getKey(), outcome.getValue()));
        }
        return CreateTopicsResponse.builder().topics(results).build();
    }

    // By name, in the order of the request.
    private Map<String, TopicOutcome> outcomes(CreateTopicsRequest request)
            throws InterruptedException {
        Set<String> seen = new HashSet<>();
        var outcomes = new LinkedHashMap<String, TopicOutcome>();
        var good = new LinkedHashMap<String, NewTopic>();
        for (CreatableTopic topic : request.topics()) {
            if (!seen.add(topic.name())) {
                good.remove(topic.name());
                outcomes.put(
                        topic.name(),
                        new TopicOutcome.Refused(
                                ErrorCode.INVALID_REQUEST, "Duplicate topic name."));
                continue;
            }
            var refusal = wishes.refusal(topic);
            refusal.ifPresent(refused -> outcomes.put(topic.name(), refused));
            if (refusal.isEmpty()) {
                good.put(topic.name(), wishes.wish(topic));
                outcomes.put(topic.name(), PENDING);
            }
        }
        List<NewTopic> list = List.copyOf(good.values());
        List<TopicOutcome> done = request.validateOnly() ? topics.check(list) : topics.create(list);
        for (int i = 0; i < list.size(); i++) {
            outcomes.put(list.get(i).name(), done.get(i));
        }
        return outcomes;
    }

    private CreatableTopicResult result(String name, TopicOutcome outcome) {
        return switch (outcome) {
            case TopicOutcome.Done done -> created(done.topic());
            case TopicOutcome.Refused refused -> refused(name, refused.code(), refused.message());
            case TopicOutcome.Failed failed ->
                    refused(
                            name,
                            LogErrors.code(failed.cause()),
                            String.valueOf(failed.cause().getMessage()));
        };
    }

    private CreatableTopicResult created(Topic topic) {
        var configs = new ArrayList<CreatableTopicConfigs>();
        for (ConfigListing.Entry entry : listing.topic(topic.settings())) {
            configs.add(
                    CreatableTopicConfigs.builder()
                            .name(entry.key().name())
                            .value(entry.value())
                            .configSource(entry.source().id())
                            .build());
        }
        return CreatableTopicResult.builder()
                .name(topic.name())
                .topicId(topic.id())
                .errorMessage(null)
                .numPartitions(topic.partitions().size())
                .replicationFactor((short) 1)
                .configs(configs)
                .build();
    }

    private static CreatableTopicResult refused(String name, ErrorCode error, String message) {
        return CreatableTopicResult.builder()
                .name(name)
                .errorCode(error.code())
                .errorMessage(message)
                .configs(List.of())
                .build();
    }
}
