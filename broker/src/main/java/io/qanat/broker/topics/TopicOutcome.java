package io.qanat.broker.topics;

import io.qanat.log.LogException;
import io.qanat.protocol.ErrorCode;

/// What became of one wish about a topic. Immutable.
public sealed interface TopicOutcome {
    /// Granted: the topic was created, could be, or was deleted.
    ///
    /// @param topic the topic
    record Done(Topic topic) implements TopicOutcome {}

    /// Not granted.
    ///
    /// @param code what the client is told
    /// @param message what people are told
    record Refused(ErrorCode code, String message) implements TopicOutcome {
        /// There is no such topic.
        public static Refused unknown(String name) {
            return new Refused(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "there is no topic '" + name + "'");
        }
    }

    /// Not possible for now: the log could not store it.
    ///
    /// @param cause why
    record Failed(LogException cause) implements TopicOutcome {}
}
