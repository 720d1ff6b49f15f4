package io.qanat.sim.cluster;

import io.qanat.protocol.ErrorCode;
import io.qanat.sim.time.Chance;
import java.util.List;

/// What a node is to answer to the next request with batches, whatever the truth. Immutable.
///
/// @param error the answer for one of the partitions
/// @param isAfterAppend whether the batch is taken all the same
/// @param pick which of the partitions
/// @param throttleMillis for how long the client shall be silent
record Refusal(ErrorCode error, boolean isAfterAppend, int pick, int throttleMillis) {
    private static final int PICK_MAX = 1_000;
    private static final int THROTTLE_MILLIS_MAX = 1_500;

    /// What brokers say that have written nothing. Not among them: that the producer's epoch is
    /// old, which is only said by one that fences it from then on.
    private static final List<ErrorCode> BEFORE =
            List.of(
                    ErrorCode.NOT_LEADER_OR_FOLLOWER,
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    ErrorCode.TOPIC_AUTHORIZATION_FAILED,
                    ErrorCode.MESSAGE_TOO_LARGE,
                    ErrorCode.MESSAGE_TOO_LARGE,
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    ErrorCode.UNKNOWN_PRODUCER_ID);

    private static final List<ErrorCode> AFTER =
            List.of(
                    ErrorCode.REQUEST_TIMED_OUT,
                    ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
                    ErrorCode.KAFKA_STORAGE_ERROR,
                    ErrorCode.UNKNOWN_SERVER_ERROR);

    static Refusal before(Chance chance) {
        return drawn(BEFORE, false, chance);
    }

    static Refusal after(Chance chance) {
        return drawn(AFTER, true, chance);
    }

    static Refusal throttle(Chance chance) {
        return new Refusal(ErrorCode.NONE, true, 0, chance.between(1, THROTTLE_MILLIS_MAX));
    }

    private static Refusal drawn(List<ErrorCode> errors, boolean isAfterAppend, Chance chance) {
        return new Refusal(
                errors.get(chance.between(0, errors.size() - 1)),
                isAfterAppend,
                chance.between(0, PICK_MAX),
                0);
    }
}
