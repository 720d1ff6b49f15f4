package io.qanat.broker.api;

import io.qanat.broker.topics.Topics;
import io.qanat.log.Log;
import io.qanat.protocol.ApiKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The table of API keys that a broker serves: what stands here is advertised, and nothing else.
/// Immutable.
public final class ApiTable {
    private final Map<ApiKey, Api<?>> apis = new HashMap<>();
    private final ApiVersionsHandler apiVersions;

    private ApiTable(List<Api<?>> others) {
        apiVersions = new ApiVersionsHandler(others);
        apis.put(ApiKey.API_VERSIONS, apiVersions.api());
        for (Api<?> api : others) {
            apis.put(api.key(), api);
        }
    }

    /// The table of a broker.
    ///
    /// @param clock stamps records where the topic wants it
    /// @param nanoTime measures how long a fetch has waited
    public static ApiTable of(
            NodeSettings settings,
            Log log,
            Topics topics,
            InstantSource clock,
            LongSupplier nanoTime) {
        var cluster = Cluster.of(log);
        var listing = new ConfigListing(settings.values());
        var intake = new Intake(log, clock, Unfolding.ofThisMachine());
        var board = new AdvanceBoard();
        log.onAdvance(board::ring);
        return new ApiTable(
                List.of(
                        ProduceHandler.api(topics, intake),
                        FetchHandler.api(settings, log, topics, board, nanoTime),
                        ListOffsetsHandler.api(log, topics),
                        MetadataHandler.api(settings, cluster, topics),
                        FindCoordinatorHandler.api(),
                        CreateTopicsHandler.api(settings, listing, topics),
                        DeleteTopicsHandler.api(topics),
                        InitProducerIdHandler.api(topics),
                        DescribeConfigsHandler.api(listing, topics),
                        DescribeClusterHandler.api(cluster),
                        DescribeQuorumHandler.api(cluster, log, clock)));
    }

    /// The row of a key, if it is served.
    Optional<Api<?>> api(int key) {
        return ApiKey.of(key).map(apis::get);
    }

    /// What answers a version of ApiVersions that is not served.
    ApiVersionsHandler apiVersions() {
        return apiVersions;
    }
}
