package io.qanat.log;

/// A batch is of an older incarnation of its producer than one that wrote already. Nothing was
/// stored.
public final class InvalidProducerEpochException extends LogException {
    private static final long serialVersionUID = 1L;

    InvalidProducerEpochException(String message) {
        super(message, null);
    }
}
