package io.qanat.client.internal.transaction;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Call;
import io.qanat.client.internal.connection.Connection;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.FindCoordinatorResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The broker that looks after a transactional id, or a group: found when it is needed, and looked
/// for again when it was not it, or could not be reached. Confined to the client's loop.
final class Coordinator {
    private static final int NOBODY = -1;
    private static final int LIST_VERSION_MIN = 4;

    /// How long a connection may take before somebody is asked whether it is still that broker.
    private static final long UNREACHABLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    /// What is looked after. Immutable.
    enum Kind {
        GROUP(0, "group"),
        TRANSACTION(1, "transactional id");

        private final int code;
        private final String text;

        Kind(int code, String text) {
            this.code = code;
            this.text = text;
        }
    }

    private final Kind kind;
    private final String key;
    private final long timeoutNanos;
    private final Backoff backoff;
    private int brokerId = NOBODY;
    private boolean isAsking;
    private int failures;
    private long dueNanos;
    private boolean isUnreachable;
    private long unreachableSinceNanos;
    private @Nullable ClientException refusal;
    private @Nullable ClientException lastFailure;

    Coordinator(Kind kind, String key, long timeoutNanos, Backoff backoff) {
        this.kind = kind;
        this.key = key;
        this.timeoutNanos = timeoutNanos;
        this.backoff = backoff;
    }

    /// A connection to it if calls can be sent there; else sees to it.
    Optional<Connection> connect(Cluster cluster, long nowNanos) {
        if (brokerId != NOBODY) {
            Optional<Connection> connection = cluster.connect(brokerId, nowNanos);
            if (connection.isPresent()) {
                isUnreachable = false;
                return connection;
            }
            if (!isUnreachable) {
                isUnreachable = true;
                unreachableSinceNanos = nowNanos;
            }
            if (nowNanos - unreachableSinceNanos < UNREACHABLE_NANOS_MAX) {
                return Optional.empty();
            }
            lost();
        }
        if (!isAsking && (failures == 0 || nowNanos - dueNanos >= 0)) {
            cluster.connectAny(nowNanos).ifPresent(any -> find(any, nowNanos));
        }
        return Optional.empty();
    }

    /// When somebody who waits for it is to ask again at the latest.
    long nextNanos(long nowNanos, long otherwise) {
        long next = otherwise;
        if (brokerId != NOBODY && isUnreachable) {
            next = unreachableSinceNanos + UNREACHABLE_NANOS_MAX;
        } else if (brokerId == NOBODY && !isAsking && failures > 0 && dueNanos - nowNanos > 0) {
            next = dueNanos;
        }
        return next - otherwise < 0 ? next : otherwise;
    }

    /// It is another broker by now, or may be.
    void lost() {
        brokerId = NOBODY;
        isUnreachable = false;
    }

    /// Why there is none, if that has come out since the last call.
    Optional<ClientException> takeRefusal() {
        Optional<ClientException> taken = Optional.ofNullable(refusal);
        refusal = null;
        return taken;
    }

    /// Why it could not be found when it was tried last.
    @Nullable ClientException lastFailure() {
        return lastFailure;
    }

    private void find(Connection any, long nowNanos) {
        isAsking = true;
        any.send(new Finding(), nowNanos);
    }

    private void found(FindCoordinatorResponse.Coordinator answer, long nowNanos) {
        ErrorCode error = ErrorCode.of(answer.errorCode());
        if (error == ErrorCode.NONE && answer.nodeId() >= 0) {
            isAsking = false;
            failures = 0;
            lastFailure = null;
            brokerId = answer.nodeId();
        } else {
            ErrorCode code = error == ErrorCode.NONE ? ErrorCode.COORDINATOR_NOT_AVAILABLE : error;
            var cause =
                    new BrokerException(
                            "finding the coordinator of " + kind.text + " " + key,
                            code,
                            answer.errorMessage());
            failed(cause, code.retriable(), nowNanos);
        }
    }

    private void failed(ClientException cause, boolean mayPass, long nowNanos) {
        isAsking = false;
        failures++;
        dueNanos = nowNanos + backoff.nanos(failures);
        lastFailure = cause;
        if (!mayPass) {
            refusal = cause;
        }
    }

    /// The question who it is.
    private final class Finding implements Call {
        @Override
        public ApiKey apiKey() {
            return ApiKey.FIND_COORDINATOR;
        }

        @Override
        public ApiMessage request(int version) {
            var request = FindCoordinatorRequest.builder();
            if (version >= LIST_VERSION_MIN) {
                request.coordinatorKeys(List.of(key)).keyType(kind.code);
            } else {
                request.key(key);
                if (version > 0) {
                    request.keyType(kind.code);
                }
            }
            return request.build();
        }

        @Override
        public long timeoutNanos() {
            return timeoutNanos;
        }

        @Override
        public void answered(ApiMessage response, long nowNanos) {
            var answer = (FindCoordinatorResponse) response;
            found(
                    answer.coordinators().isEmpty()
                            ? FindCoordinatorResponse.Coordinator.builder()
                                    .key(key)
                                    .errorCode(answer.errorCode())
                                    .errorMessage(answer.errorMessage())
                                    .nodeId(answer.nodeId())
                                    .build()
                            : answer.coordinators().getFirst(),
                    nowNanos);
        }

        @Override
        public int throttleMillis(ApiMessage response) {
            return ((FindCoordinatorResponse) response).throttleTimeMs();
        }

        @Override
        public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
            Coordinator.this.failed(cause, cause.isRetriable() || mayBeSent, nowNanos);
        }
    }
}
