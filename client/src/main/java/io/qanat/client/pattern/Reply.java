package io.qanat.client.pattern;

import io.qanat.client.ClientException;
import io.qanat.client.consumer.ConsumedRecord;
import java.time.Duration;

/// What became of a request.
public sealed interface Reply {
    /// The responder answered. Immutable as far as the record is.
    record Answered(ConsumedRecord record) implements Reply {}

    /// The responder said that it cannot answer. Immutable.
    record Refused(String reason) implements Reply {}

    /// No reply came in time: the request may have been handled or not. Immutable.
    record Late(Duration limit) implements Reply {}

    /// The request is not in the log, and so nobody handles it. Immutable.
    record NotSent(ClientException cause) implements Reply {}

    /// Too many requests wait for their replies; this one was not sent. Immutable.
    record Busy(int openRequests) implements Reply {}

    /// The requester was closed first: the request may have been handled or not. Immutable.
    record Closed() implements Reply {}
}
