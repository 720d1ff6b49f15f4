package io.qanat.client.producer;

import io.qanat.client.ClientException;
import java.util.List;

/// The way of a batch from the first `send` to an outcome, step by step. Immutable.
///
/// All records of a batch that get their outcome together share one timeline; it begins with the
/// `send` of the oldest of them. Steps that were not reached took no time.
///
/// @param metadataNanos how long the oldest record waited for its topic's partitions to be known
/// @param bufferNanos the longest that a caller waited for room in the send buffer
/// @param lingerNanos how long the batch waited to be filled
/// @param queueNanos how long it then waited for its first attempt, being compressed included
/// @param attempts the first few and the last few, in their order
/// @param attemptsOmitted how many between those were not kept
/// @param totalNanos from `send` to the outcome
public record Timeline(
        long metadataNanos,
        long bufferNanos,
        long lingerNanos,
        long queueNanos,
        List<Attempt> attempts,
        int attemptsOmitted,
        long totalNanos) {
    /// Of a record that was refused at once.
    public static final Timeline NONE = new Timeline(0, 0, 0, 0, List.of(), 0, 0);

    /// One request with the batch. Immutable.
    ///
    /// @param brokerId where it went
    /// @param startNanos since the timeline's beginning
    /// @param tookNanos until its end, or until the outcome if that came first
    public record Attempt(int brokerId, long startNanos, long tookNanos, Result result) {}

    /// How an attempt ended.
    public sealed interface Result {
        /// With success; without acknowledgements that is when the socket had taken the request.
        enum Acknowledged implements Result {
            /// The only one.
            ACKNOWLEDGED
        }

        /// Not before the outcome was decided.
        enum Open implements Result {
            /// The only one.
            OPEN
        }

        /// Without success. Immutable.
        record Failed(ClientException cause) implements Result {}
    }

    /// Copies the attempts.
    public Timeline {
        attempts = List.copyOf(attempts);
    }

    /// How often the batch was sent.
    public int attemptCount() {
        return attempts.size() + attemptsOmitted;
    }
}
