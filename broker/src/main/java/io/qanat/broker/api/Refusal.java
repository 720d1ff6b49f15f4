package io.qanat.broker.api;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import java.util.List;

/// Why records are not taken. Immutable.
///
/// @param code what the client is told
/// @param message what people are told
/// @param records the records to blame, where single ones are; the whole batch is refused all the
///   same (KIP-467)
record Refusal(ErrorCode code, String message, List<BatchIndexAndErrorMessage> records) {
    static Refusal of(ErrorCode code, String message) {
        return new Refusal(code, message, List.of());
    }
}
