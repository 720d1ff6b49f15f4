package io.qanat.client.internal.admin;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Call;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One inquiry on its way to an answer: asked again after a pause while that can help. Confined to
/// the client's loop; its future is completed by the executor.
public final class Question<T> implements Call {
    private final Inquiry<T> inquiry;
    private final Duration limit;
    private final long deadlineNanos;
    private final Backoff backoff;
    private final Executor executor;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private boolean isAsking;
    private boolean isDone;
    private int attempts;
    private long dueNanos;
    private long remainingNanos;
    private @Nullable ClientException last;

    /// A question to be asked at once.
    ///
    /// @param limit how long it may take in all
    /// @param executor completes the future
    public Question(
            Inquiry<T> inquiry, Duration limit, Backoff backoff, Executor executor, long nowNanos) {
        this.inquiry = inquiry;
        this.limit = limit;
        this.backoff = backoff;
        this.executor = executor;
        this.dueNanos = nowNanos;
        this.deadlineNanos = nowNanos + limit.toNanos();
    }

    /// The future answer; fails with a [ClientException].
    public CompletableFuture<T> answer() {
        return answer;
    }

    OptionalInt broker() {
        return inquiry.broker();
    }

    Optional<TopicPartition> leader() {
        return inquiry.leader();
    }

    /// Whether it was asked in vain before.
    boolean isRepeated() {
        return attempts > 0;
    }

    boolean isDone() {
        return isDone;
    }

    boolean isDue(long nowNanos) {
        return !isAsking && nowNanos - dueNanos >= 0;
    }

    /// When it is to be asked again, or given up.
    long nextDeadlineNanos(long nowNanos) {
        boolean isPausing = !isAsking && dueNanos - nowNanos > 0;
        return isPausing && dueNanos - deadlineNanos < 0 ? dueNanos : deadlineNanos;
    }

    /// Gives up when the time is over; why nobody could be asked explains it.
    void expire(long nowNanos, @Nullable ClientException unreachable) {
        if (nowNanos - deadlineNanos >= 0) {
            ClientException cause = last == null ? unreachable : last;
            fail(new DeadlineException(inquiry.action(), limit, attempts, cause));
        }
    }

    void asked(long nowNanos) {
        isAsking = true;
        attempts++;
        remainingNanos = deadlineNanos - nowNanos;
    }

    void fail(Throwable cause) {
        if (!isDone) {
            isDone = true;
            executor.execute(() -> answer.completeExceptionally(cause));
        }
    }

    @Override
    public ApiKey apiKey() {
        return inquiry.apiKey();
    }

    @Override
    public ApiMessage request(int version) {
        return inquiry.request(version);
    }

    @Override
    public long timeoutNanos() {
        return remainingNanos;
    }

    @Override
    public void answered(ApiMessage response, long nowNanos) {
        isAsking = false;
        if (isDone) {
            return;
        }
        try {
            T content = inquiry.read(response);
            isDone = true;
            executor.execute(() -> answer.complete(content));
        } catch (BrokerException e) {
            failed(e, true, nowNanos);
        }
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return inquiry.throttleMillis(response);
    }

    @Override
    public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        isAsking = false;
        last = cause;
        if (canBeAskedAgain(cause)) {
            dueNanos = nowNanos + backoff.nanos(attempts);
        } else {
            fail(cause);
        }
    }

    /// A missing topic counts as an answer: who waits for one to appear asks again himself.
    private static boolean canBeAskedAgain(ClientException cause) {
        return cause.isRetriable()
                && cause.errorCode().orElse(null) != ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
}
