package io.qanat.client.internal.admin;

import io.qanat.client.BrokerException;
import io.qanat.protocol.ErrorCode;
import java.util.List;

/// What a broker's answers must contain.
final class Answers {
    private Answers() {}

    /// The one result of a request for one thing.
    static <T> T only(List<T> results, String action) {
        if (results.size() != 1) {
            throw new BrokerException(
                    action,
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    "asked for one thing, got " + results.size() + " results");
        }
        return results.getFirst();
    }
}
