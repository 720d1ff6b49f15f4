package io.qanat.client.internal.admin;

import io.qanat.client.admin.ConfigEntry;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.DescribeConfigsRequest;
import io.qanat.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.qanat.protocol.message.DescribeConfigsResponse;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// A question for the settings of a topic or a broker. Immutable.
public record ConfigInquiry(byte type, String name, OptionalInt broker)
        implements Inquiry<List<ConfigEntry>> {
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;

    /// A setting's source when nobody has set it.
    private static final byte DEFAULT_SOURCE = 5;

    /// The settings of a topic.
    public static ConfigInquiry ofTopic(String name) {
        return new ConfigInquiry(TOPIC, name, OptionalInt.empty());
    }

    /// The settings of a broker, which only it knows.
    public static ConfigInquiry ofBroker(int id) {
        return new ConfigInquiry(BROKER, Integer.toString(id), OptionalInt.of(id));
    }

    @Override
    public String action() {
        return "describe the settings of " + (type == TOPIC ? "topic " : "broker ") + name;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_CONFIGS;
    }

    @Override
    public ApiMessage request(int version) {
        return DescribeConfigsRequest.builder()
                .resources(
                        List.of(
                                DescribeConfigsResource.builder()
                                        .resourceType(type)
                                        .resourceName(name)
                                        .configurationKeys(null)
                                        .build()))
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((DescribeConfigsResponse) response).throttleTimeMs();
    }

    @Override
    public List<ConfigEntry> read(ApiMessage response) {
        DescribeConfigsResult result =
                Answers.only(((DescribeConfigsResponse) response).results(), action());
        check(result.errorCode(), result.errorMessage());
        return result.configs().stream()
                .map(ConfigInquiry::entry)
                .sorted(Comparator.comparing(ConfigEntry::name))
                .toList();
    }

    private static ConfigEntry entry(DescribeConfigsResourceResult config) {
        return new ConfigEntry(
                config.name(),
                config.value(),
                config.configSource() == DEFAULT_SOURCE,
                config.readOnly(),
                config.isSensitive());
    }
}
