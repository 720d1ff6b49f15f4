package io.qanat.it.concept;

import io.qanat.protocol.ErrorCode;

/// What becomes of a Produce request on its way through a [Relay]. Immutable.
sealed interface Turn {
    /// Without an error of the relay's.
    enum Plain implements Turn {
        /// To the broker, and its answer back.
        PASSED,

        /// To the broker, whose answer is lost with the connection.
        ANSWER_LOST,

        /// Lost with the connection before a broker saw it.
        LOST
    }

    /// Refused in the broker's stead, which never sees it.
    ///
    /// @param isLate whether the refusal waits until another Produce request has come in
    record Refused(ErrorCode code, boolean isLate) implements Turn {}

    static Turn refused(ErrorCode code) {
        return new Refused(code, false);
    }

    static Turn refusedBehindTheNext(ErrorCode code) {
        return new Refused(code, true);
    }
}
