package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that did not succeed within its time.
public final class DeadlineException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final int attempts;
    private final @Nullable ErrorCode lastError;

    /// Says what took too long, and how its last attempt ended.
    ///
    /// @param action what was tried, as "produce to orders-3"
    /// @param attempts how often it was sent
    /// @param last how the last attempt ended, or why there was none
    public DeadlineException(
            String action, Duration limit, int attempts, @Nullable ClientException last) {
        super(message(action, limit, attempts, last), last);
        this.attempts = attempts;
        this.lastError = last == null ? null : last.errorCode().orElse(null);
    }

    /// How often it was sent to a broker.
    public int attempts() {
        return attempts;
    }

    @Override
    public Optional<ErrorCode> errorCode() {
        return Optional.ofNullable(lastError);
    }

    @Override
    public boolean isRetriable() {
        return true;
    }

    private static String message(
            String action, Duration limit, int attempts, @Nullable ClientException last) {
        String text = action + " timed out after " + seconds(limit);
        String count = attempts + (attempts == 1 ? " attempt" : " attempts");
        if (last == null) {
            return text + " (" + count + ")";
        }
        return last instanceof BrokerException refusal
                ? text + " (" + count + ", last: " + refusal.errorCode().orElseThrow() + ")"
                : text + " (" + count + "): " + last.getMessage();
    }

    private static String seconds(Duration limit) {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
