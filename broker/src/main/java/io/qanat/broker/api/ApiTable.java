package io.qanat.broker.api;

import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.RequestException;
import io.qanat.broker.topics.Topics;
import io.qanat.log.Log;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ProtocolException;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DescribeClusterRequest;
import io.qanat.protocol.message.DescribeConfigsRequest;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.RequestHeader;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// The table of API keys that this broker serves. Immutable.
public final class ApiTable implements Dispatcher {
    private final Map<Integer, Api<?>> apis;
    private final ApiVersionsHandler apiVersions;
    private final LongSupplier nanoTime;

    private ApiTable(List<Api<?>> others, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        apiVersions = new ApiVersionsHandler(others);
        apis = new TreeMap<>();
        apis.put((int) ApiKey.API_VERSIONS.id(), apiVersions.api());
        for (Api<?> api : others) {
            apis.put((int) api.key().id(), api);
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
        var board = new AdvanceBoard();
        log.onAdvance(board::ring);
        var listing = new ConfigListing(settings.values());
        var apis = new ArrayList<Api<?>>();
        // Versions 0 to 2 are advertised and refused: librdkafka before 2.11.1 compresses only when
        // it sees them (KAFKA-18659).
        // Versions 12 and 13 belong to transactions.
        apis.add(
                Api.of(
                                ApiKey.PRODUCE,
                                3,
                                11,
                                ProduceRequest.class,
                                new ProduceHandler(
                                        topics, new Intake(log, clock, Unfolding.ofThisMachine())))
                        .advertisedFrom(0));
        apis.add(
                Api.of(
                        ApiKey.FETCH,
                        4,
                        18,
                        FetchRequest.class,
                        FetchHandler.of(settings, log, topics, board, nanoTime)));
        apis.add(
                Api.of(
                        ApiKey.LIST_OFFSETS,
                        1,
                        11,
                        ListOffsetsRequest.class,
                        ListOffsetsHandler.of(log, topics)));
        apis.add(
                Api.of(
                        ApiKey.METADATA,
                        0,
                        13,
                        MetadataRequest.class,
                        MetadataHandler.of(settings, cluster, topics)));
        apis.add(
                Api.of(
                        ApiKey.FIND_COORDINATOR,
                        0,
                        6,
                        FindCoordinatorRequest.class,
                        FindCoordinatorHandler.of()));
        apis.add(
                Api.of(
                        ApiKey.CREATE_TOPICS,
                        2,
                        7,
                        CreateTopicsRequest.class,
                        CreateTopicsHandler.of(settings, listing, topics)));
        apis.add(
                Api.of(
                        ApiKey.DELETE_TOPICS,
                        1,
                        6,
                        DeleteTopicsRequest.class,
                        DeleteTopicsHandler.of(topics)));
        apis.add(
                Api.of(
                        ApiKey.INIT_PRODUCER_ID,
                        0,
                        5,
                        InitProducerIdRequest.class,
                        InitProducerIdHandler.of(topics)));
        apis.add(
                Api.of(
                        ApiKey.DESCRIBE_CONFIGS,
                        1,
                        4,
                        DescribeConfigsRequest.class,
                        DescribeConfigsHandler.of(listing, topics)));
        apis.add(
                Api.of(
                        ApiKey.DESCRIBE_CLUSTER,
                        0,
                        2,
                        DescribeClusterRequest.class,
                        DescribeClusterHandler.of(cluster)));
        return new ApiTable(apis, nanoTime);
    }

    @Override
    public Exchange dispatch(ByteBuffer request, Peer peer) {
        int start = request.position();
        int key = request.getShort(start);
        int version = request.getShort(start + 2);
        int correlationId = request.getInt(start + 4);
        Api<?> api = apis.get(key);
        if (api == null) {
            throw new RequestException(
                    "nothing here serves api key " + key + " version " + version);
        }
        if (api.served().contains(version)) {
            var call = new Call(version, peer, nanoTime.getAsLong());
            return new Exchange(
                    correlationId, version, api.handle(decode(api, request, version), call));
        }
        if (api.key() == ApiKey.API_VERSIONS) {
            // KIP-511: whatever version was asked in, this answer is written in version 0, which
            // every client reads.
            return new Exchange(correlationId, 0, apiVersions.refuseVersion());
        }
        throw new RequestException(
                "version "
                        + version
                        + " of "
                        + api.key()
                        + " is not served, only "
                        + api.served().min()
                        + " to "
                        + api.served().max());
    }

    private static ApiMessage decode(Api<?> api, ByteBuffer request, int version) {
        try {
            var in = new WireReader(request);
            RequestHeader header = RequestHeader.read(in, api.key().requestHeaderVersion(version));
            return api.key().readRequest(in, header.requestApiVersion());
        } catch (ProtocolException malformed) {
            throw new RequestException(
                    api.key()
                            + " version "
                            + version
                            + " does not decode: "
                            + malformed.getMessage());
        }
    }

    /// The keys in the table.
    List<Integer> keys() {
        return List.copyOf(apis.keySet());
    }
}
