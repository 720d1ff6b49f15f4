package io.qanat.client.internal.transaction;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Call;
import io.qanat.client.internal.connection.Connection;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/// One request to a coordinator, sent again while that can help. Confined to the client's loop.
abstract class Errand implements Call {
    private final Coordinator coordinator;
    private final long timeoutNanos;
    private final Backoff backoff;
    private boolean isAsking;
    private boolean isPaused;
    private boolean isDone;
    private boolean isDoubtful;
    private int attempts;
    private long dueNanos;
    private @Nullable ClientException lastFailure;

    Errand(Coordinator coordinator, long timeoutNanos, Backoff backoff) {
        this.coordinator = coordinator;
        this.timeoutNanos = timeoutNanos;
        this.backoff = backoff;
    }

    /// What is asked, for messages.
    abstract String action();

    /// The answer's error: if it has several, the one that decides.
    abstract ErrorCode error(ApiMessage response);

    /// It was carried out.
    abstract void succeeded(ApiMessage response, long nowNanos);

    /// It was refused for good.
    abstract void refused(ClientException cause, long nowNanos);

    final Coordinator coordinator() {
        return coordinator;
    }

    /// Whether it was ever sent.
    final boolean isSent() {
        return attempts > 0;
    }

    final int attempts() {
        return attempts;
    }

    final boolean isAsking() {
        return isAsking;
    }

    final boolean isDone() {
        return isDone;
    }

    /// Whether an attempt without an answer may have been carried out, or may still be.
    final boolean isDoubtful() {
        return isDoubtful;
    }

    /// Whether it may have been carried out by now.
    final boolean mayBeCarriedOut() {
        return isDoubtful || isAsking;
    }

    /// An earlier request for the same may have been carried out, or may still be.
    final void doubt() {
        isDoubtful = true;
    }

    /// Why it has not succeeded so far.
    final @Nullable ClientException lastFailure() {
        return lastFailure == null ? coordinator.lastFailure() : lastFailure;
    }

    final boolean isDue(long nowNanos) {
        return isWaiting() && (attempts == 0 || nowNanos - dueNanos >= 0);
    }

    /// When it has something to do at the latest. One that is due waits for a connection.
    final long nextNanos(long nowNanos, long otherwise) {
        if (!isWaiting()) {
            return otherwise;
        }
        if (isDue(nowNanos)) {
            return coordinator.nextNanos(nowNanos, otherwise);
        }
        return dueNanos - otherwise < 0 ? dueNanos : otherwise;
    }

    /// Nobody is interested any more: it is not sent again, and no answer counts.
    final void drop() {
        isDone = true;
    }

    /// It is not sent again for now; an answer to what was sent still counts.
    final void pause() {
        isPaused = true;
    }

    final void resume() {
        isPaused = false;
    }

    final void go(Connection connection, long nowNanos) {
        isAsking = true;
        attempts++;
        connection.send(this, nowNanos);
    }

    final void refuse(ClientException cause, long nowNanos) {
        isDone = true;
        refused(cause, nowNanos);
    }

    @Override
    public final long timeoutNanos() {
        return timeoutNanos;
    }

    @Override
    public final void answered(ApiMessage response, long nowNanos) {
        isAsking = false;
        if (isDone) {
            return;
        }
        ErrorCode error = error(response);
        if (error == ErrorCode.NONE) {
            isDone = true;
            succeeded(response, nowNanos);
            return;
        }
        isDoubtful |= !error.definite();
        if (isElsewhere(error)) {
            coordinator.lost();
        }
        again(new BrokerException(action(), error, null), error.retriable(), nowNanos);
    }

    @Override
    public final void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        isAsking = false;
        isDoubtful |= mayBeSent;
        if (!isDone) {
            coordinator.lost();
            again(cause, cause.isRetriable() || mayBeSent, nowNanos);
        }
    }

    private void again(ClientException cause, boolean mayPass, long nowNanos) {
        lastFailure = cause;
        dueNanos = nowNanos + backoff.nanos(attempts);
        if (!mayPass) {
            refuse(cause, nowNanos);
        }
    }

    private boolean isWaiting() {
        return !isAsking && !isDone && !isPaused;
    }

    private static boolean isElsewhere(ErrorCode error) {
        return error == ErrorCode.NOT_COORDINATOR
                || error == ErrorCode.COORDINATOR_NOT_AVAILABLE
                || error == ErrorCode.REQUEST_TIMED_OUT;
    }
}
