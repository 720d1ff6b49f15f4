package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import java.util.List;

/// A request that makes something part of a transaction: partitions, a group, its offsets. Confined
/// to the client's loop.
abstract class PartErrand extends Errand {
    /// What comes of it.
    interface Result {
        /// It is part of the transaction.
        void joined(long nowNanos);

        /// It is not, so the transaction cannot be committed.
        void refused(ClientException cause, long nowNanos);
    }

    private final Desk desk;
    private final Identity identity;
    private final Result result;

    PartErrand(Desk desk, Coordinator coordinator, Identity identity, Result result) {
        super(coordinator, desk.timeoutNanos(), desk.backoff());
        this.desk = desk;
        this.identity = identity;
        this.result = result;
    }

    final Desk desk() {
        return desk;
    }

    final Identity identity() {
        return identity;
    }

    @Override
    final void succeeded(ApiMessage response, long nowNanos) {
        result.joined(nowNanos);
    }

    @Override
    final void refused(ClientException cause, long nowNanos) {
        result.refused(cause, nowNanos);
    }

    /// Of the errors of an answer's parts, the one that decides: what cannot pass before what can,
    /// and either before what was only not tried.
    static ErrorCode worst(List<ErrorCode> errors) {
        ErrorCode worst = ErrorCode.NONE;
        for (ErrorCode error : errors) {
            if (rank(error) > rank(worst)) {
                worst = error;
            }
        }
        return worst;
    }

    private static int rank(ErrorCode error) {
        if (error == ErrorCode.NONE) {
            return 0;
        }
        if (error == ErrorCode.OPERATION_NOT_ATTEMPTED) {
            return 1;
        }
        return error.retriable() ? 2 : 3;
    }
}
