package io.qanat.client.internal.connection;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.message.ApiVersionsResponse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The versions of each API that a broker offers. Immutable.
public final class Versions {
    private record Range(int min, int max) {}

    private final Map<ApiKey, Range> offered;
    private final Map<String, Integer> finalized;

    private Versions(Map<ApiKey, Range> offered, Map<String, Integer> finalized) {
        this.offered = offered;
        this.finalized = finalized;
    }

    static Versions of(ApiVersionsResponse response) {
        var offered = new EnumMap<ApiKey, Range>(ApiKey.class);
        for (ApiVersionsResponse.ApiVersion range : response.apiKeys()) {
            ApiKey.of(range.apiKey())
                    .ifPresent(key ->
                            offered.put(key, new Range(range.minVersion(), range.maxVersion())));
        }
        return new Versions(offered, finalized(response));
    }

    private static Map<String, Integer> finalized(ApiVersionsResponse response) {
        var levels = new HashMap<String, Integer>();
        // Before the first finalization the epoch is negative, and the levels mean nothing.
        if (response.finalizedFeaturesEpoch() >= 0) {
            response.finalizedFeatures()
                    .forEach(
                            feature -> levels.put(feature.name(), (int) feature.maxVersionLevel()));
        }
        return levels;
    }

    /// The level of a feature that the whole cluster has agreed on (KIP-584); 0 when there is none.
    int finalized(String feature) {
        return finalized.getOrDefault(feature, 0);
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
