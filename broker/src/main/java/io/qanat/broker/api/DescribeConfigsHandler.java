package io.qanat.broker.api;

import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.TopicName;
import io.qanat.broker.topics.Topics;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.DescribeConfigsRequest;
import io.qanat.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.qanat.protocol.message.DescribeConfigsResponse;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/// DescribeConfigs: every key that there is, with defaults: clients read all, change some, and
/// write all back. Immutable.
final class DescribeConfigsHandler {
    private static final int TOPIC = 2;
    private static final int BROKER = 4;

    private final ConfigListing listing;
    private final Topics topics;

    private DescribeConfigsHandler(ConfigListing listing, Topics topics) {
        this.listing = listing;
        this.topics = topics;
    }

    static Api<DescribeConfigsRequest> api(ConfigListing listing, Topics topics) {
        var handler = new DescribeConfigsHandler(listing, topics);
        return Api.of(
                ApiKey.DESCRIBE_CONFIGS,
                1,
                4,
                DescribeConfigsRequest.class,
                Handler.inTurn(handler::answer));
    }

    private DescribeConfigsResponse answer(DescribeConfigsRequest request, Call call) {
        TopicImage image = topics.image();
        var results = new ArrayList<DescribeConfigsResult>();
        for (DescribeConfigsResource resource : request.resources()) {
            DescribeConfigsResult.Builder result =
                    switch (resource.resourceType()) {
                        case TOPIC -> topic(resource, request, image);
                        case BROKER -> broker(resource, request);
                        default ->
                                refused(
                                        ErrorCode.INVALID_REQUEST,
                                        "there are no configurations of resource type "
                                                + resource.resourceType());
                    };
            results.add(
                    result.resourceType(resource.resourceType())
                            .resourceName(resource.resourceName())
                            .build());
        }
        return DescribeConfigsResponse.builder().results(results).build();
    }

    private DescribeConfigsResult.Builder topic(
            DescribeConfigsResource resource, DescribeConfigsRequest request, TopicImage image) {
        String name = resource.resourceName();
        var problem = TopicName.problem(name);
        if (problem.isPresent()) {
            return refused(
                    ErrorCode.INVALID_TOPIC_EXCEPTION, "Topic name is invalid: " + problem.get());
        }
        return image.named(name)
                .map(topic -> listed(listing.topic(topic.settings()), false, resource, request))
                .orElseGet(() ->
                        refused(
                                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                                "there is no topic '" + name + "'"));
    }

    private DescribeConfigsResult.Builder broker(
            DescribeConfigsResource resource, DescribeConfigsRequest request) {
        String name = resource.resourceName();
        if (name.equals(String.valueOf(NodeSettings.NODE_ID))) {
            return listed(listing.broker(), true, resource, request);
        }
        // The empty name stands for what is set for all brokers at run time: nothing.
        return name.isEmpty()
                ? listed(List.of(), true, resource, request)
                : refused(
                        ErrorCode.INVALID_REQUEST,
                        "Unexpected broker id, expected "
                                + NodeSettings.NODE_ID
                                + " or empty string, but received "
                                + name);
    }

    private static DescribeConfigsResult.Builder listed(
            List<ConfigListing.Entry> entries,
            boolean isReadOnly,
            DescribeConfigsResource resource,
            DescribeConfigsRequest request) {
        var byName = new LinkedHashMap<String, ConfigListing.Entry>();
        entries.forEach(entry -> byName.put(entry.key().name(), entry));
        List<String> keys = resource.configurationKeys();
        var configs = new ArrayList<DescribeConfigsResourceResult>();
        for (String key : keys == null ? byName.keySet() : new LinkedHashSet<>(keys)) {
            ConfigListing.Entry entry = byName.get(key);
            if (entry != null) {
                configs.add(config(entry, isReadOnly, request));
            }
        }
        return DescribeConfigsResult.builder().configs(configs);
    }

    private static DescribeConfigsResourceResult config(
            ConfigListing.Entry entry, boolean isReadOnly, DescribeConfigsRequest request) {
        return DescribeConfigsResourceResult.builder()
                .name(entry.key().name())
                .value(entry.value())
                .readOnly(isReadOnly)
                .configSource(entry.source().id())
                .synonyms(request.includeSynonyms() ? synonyms(entry) : List.of())
                .configType(entry.key().type().id())
                .documentation(request.includeDocumentation() ? entry.key().documentation() : null)
                .build();
    }

    private static List<DescribeConfigsSynonym> synonyms(ConfigListing.Entry entry) {
        var synonyms = new ArrayList<DescribeConfigsSynonym>();
        for (ConfigListing.Synonym origin : entry.origins()) {
            synonyms.add(
                    DescribeConfigsSynonym.builder()
                            .name(origin.name())
                            .value(origin.value())
                            .source(origin.source().id())
                            .build());
        }
        return synonyms;
    }

    private static DescribeConfigsResult.Builder refused(ErrorCode error, String message) {
        return DescribeConfigsResult.builder().errorCode(error.code()).errorMessage(message);
    }
}
