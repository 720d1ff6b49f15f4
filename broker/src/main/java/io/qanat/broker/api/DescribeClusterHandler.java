package io.qanat.broker.api;

import io.qanat.broker.net.Endpoint;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.DescribeClusterRequest;
import io.qanat.protocol.message.DescribeClusterResponse;
import io.qanat.protocol.message.DescribeClusterResponse.DescribeClusterBroker;
import java.util.List;

/// DescribeCluster: a cluster of one. Immutable.
final class DescribeClusterHandler {
    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final Cluster cluster;

    private DescribeClusterHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    static Api<DescribeClusterRequest> api(Cluster cluster) {
        var handler = new DescribeClusterHandler(cluster);
        return Api.of(
                ApiKey.DESCRIBE_CLUSTER,
                0,
                2,
                DescribeClusterRequest.class,
                Handler.inTurn(handler::answer));
    }

    private DescribeClusterResponse answer(DescribeClusterRequest request, Call call) {
        return switch (request.endpointType()) {
            case BROKERS -> described(request, call.peer().endpoint());
            case CONTROLLERS ->
                    refused(
                            ErrorCode.MISMATCHED_ENDPOINT_TYPE,
                            "this is a broker's endpoint, not a controller's");
            default ->
                    refused(
                            ErrorCode.UNSUPPORTED_ENDPOINT_TYPE,
                            "there are no endpoints of type " + request.endpointType());
        };
    }

    private DescribeClusterResponse described(DescribeClusterRequest request, Endpoint endpoint) {
        return DescribeClusterResponse.builder()
                .endpointType(BROKERS)
                .clusterId(cluster.id())
                .controllerId(NodeSettings.NODE_ID)
                .brokers(
                        List.of(
                                DescribeClusterBroker.builder()
                                        .brokerId(NodeSettings.NODE_ID)
                                        .host(endpoint.host())
                                        .port(endpoint.port())
                                        .build()))
                .clusterAuthorizedOperations(
                        AuthorizedOperations.cluster(request.includeClusterAuthorizedOperations()))
                .build();
    }

    private static DescribeClusterResponse refused(ErrorCode error, String message) {
        return DescribeClusterResponse.builder()
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
