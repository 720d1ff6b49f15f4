package io.qanat.broker.api;

import io.qanat.broker.net.Endpoint;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.FindCoordinatorResponse;
import io.qanat.protocol.message.FindCoordinatorResponse.Coordinator;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// FindCoordinator: this node, for every group. Immutable.
final class FindCoordinatorHandler {
    private static final int BATCH_VERSION_MIN = 4;
    private static final int GROUP = 0;
    private static final int TRANSACTION = 1;
    private static final int NOBODY = -1;

    private FindCoordinatorHandler() {}

    static Api<FindCoordinatorRequest> api() {
        return Api.of(
                ApiKey.FIND_COORDINATOR,
                0,
                6,
                FindCoordinatorRequest.class,
                Handler.inTurn(FindCoordinatorHandler::answer));
    }

    private static FindCoordinatorResponse answer(FindCoordinatorRequest request, Call call) {
        Endpoint endpoint = call.peer().endpoint();
        if (call.version() < BATCH_VERSION_MIN) {
            return single(coordinator(request.key(), request.keyType(), endpoint));
        }
        var coordinators = new ArrayList<Coordinator>();
        for (String key : request.coordinatorKeys()) {
            coordinators.add(coordinator(key, request.keyType(), endpoint));
        }
        return FindCoordinatorResponse.builder().coordinators(coordinators).build();
    }

    private static FindCoordinatorResponse single(Coordinator coordinator) {
        return FindCoordinatorResponse.builder()
                .errorCode(coordinator.errorCode())
                .errorMessage(coordinator.errorMessage())
                .nodeId(coordinator.nodeId())
                .host(coordinator.host())
                .port(coordinator.port())
                .build();
    }

    private static Coordinator coordinator(String key, int keyType, Endpoint endpoint) {
        return switch (keyType) {
            case GROUP ->
                    coordinator(key, ErrorCode.NONE, null)
                            .nodeId(NodeSettings.NODE_ID)
                            .host(endpoint.host())
                            .port(endpoint.port())
                            .build();
            case TRANSACTION ->
                    coordinator(
                                    key,
                                    ErrorCode.UNSUPPORTED_VERSION,
                                    "this broker does not serve transactions")
                            .build();
            default ->
                    coordinator(
                                    key,
                                    ErrorCode.INVALID_REQUEST,
                                    "this broker has no coordinator of type " + keyType)
                            .build();
        };
    }

    private static Coordinator.Builder coordinator(
            String key, ErrorCode error, @Nullable String message) {
        return Coordinator.builder()
                .key(key)
                .nodeId(NOBODY)
                .host("")
                .port(NOBODY)
                .errorCode(error.code())
                .errorMessage(message);
    }
}
