package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.Optional;

/// Where a record waits that was admitted. Thread-safe.
public interface Place {
    /// Takes the record out, if no request has carried it yet and it has no outcome. Its place in
    /// the budget is free at once, and its callback will not be called.
    ///
    /// @param callback the record's
    /// @return the record's outcome, for whoever calls the callback; empty when it is too late, or
    ///   when the record has gone to another place
    Optional<Outcome> withdraw(Callback callback);
}
