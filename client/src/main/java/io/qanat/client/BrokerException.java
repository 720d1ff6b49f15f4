package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A broker's refusal.
public final class BrokerException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode errorCode;

    /// A refusal of `action`, with the broker's own words if it sent any.
    ///
    /// @param action what was asked, as "produce to orders-3"
    public BrokerException(String action, ErrorCode errorCode, @Nullable String detail) {
        super(message(action, errorCode, detail), null);
        this.errorCode = errorCode;
    }

    @Override
    public Optional<ErrorCode> errorCode() {
        return Optional.of(errorCode);
    }

    private static String message(String action, ErrorCode errorCode, @Nullable String detail) {
        String refusal = action + " failed: " + errorCode + " (" + errorCode.meaning() + ")";
        return detail == null || detail.isBlank() ? refusal : refusal + ": " + detail;
    }
}
