package io.qanat.client.internal.connection;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.message.ApiVersionsResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/// The versions of each API that a broker offers. Immutable.
public final class Versions {
    private record Range(int min, int max) {}

    private final Map<ApiKey, Range> offered;

    private Versions(Map<ApiKey, Range> offered) {
        this.offered = offered;
    }

    static Versions of(ApiVersionsResponse response) {
        var offered = new EnumMap<ApiKey, Range>(ApiKey.class);
        for (ApiVersionsResponse.ApiVersion range : response.apiKeys()) {
            ApiKey.of(range.apiKey())
                    .ifPresent(key ->
                            offered.put(key, new Range(range.minVersion(), range.maxVersion())));
        }
        return new Versions(offered);
    }

    /// The newest version that the broker offers and that lies within both our range and the limit.
    ///
    /// Our own minimum counts: brokers of 4.x offer Produce 0 to 2 for the sake of old librdkafka,
    /// and refuse it (KAFKA-18659).
    public OptionalInt newest(ApiKey key, int versionMax) {
        Range range = offered.get(key);
        if (range == null) {
            return OptionalInt.empty();
        }
        int newest = Math.min(range.max, Math.min(key.maxVersion(), versionMax));
        return newest >= Math.max(range.min, key.minVersion())
                ? OptionalInt.of(newest)
                : OptionalInt.empty();
    }

    /// What is offered for an API, for messages.
    String describe(ApiKey key) {
        Range range = offered.get(key);
        return range == null
                ? "it does not offer " + key
                : "it offers " + key + " " + range.min + " to " + range.max;
    }
}
