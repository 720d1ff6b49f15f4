package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.util.Optional;

/// A newer producer has taken this one's transactional id, or the broker's own timeout ended its
/// transaction: it is of no use any more. A new producer with the same id would fence that other.
///
/// A coordinator that dies may also leave this behind where there is no other producer: when it had
/// carried out this one's request for the next epoch, and its answer was lost, the one that takes
/// over does not know the epoch before. What this producer was told of its transactions holds all
/// the same; a new one goes on from there.
public final class FencedException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode errorCode;

    /// Says whose place was taken, as a broker told.
    public FencedException(String transactionalId, BrokerException cause) {
        super(
                "transactional id "
                        + transactionalId
                        + " is in use by a newer producer, or its transaction outlived"
                        + " transaction.timeout.ms; close this producer: "
                        + cause.getMessage(),
                cause);
        this.errorCode = cause.errorCode().orElse(ErrorCode.PRODUCER_FENCED);
    }

    @Override
    public Optional<ErrorCode> errorCode() {
        return Optional.of(errorCode);
    }
}
