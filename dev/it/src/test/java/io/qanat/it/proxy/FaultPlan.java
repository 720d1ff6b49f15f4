package io.qanat.it.proxy;

import java.util.Optional;

/// Says what happens to which exchange. Thread-safe.
///
/// What it says follows from its arguments alone, so that the same clients meet the same faults
/// again, however their threads are scheduled.
@FunctionalInterface
public interface FaultPlan {
    /// Nothing happens.
    FaultPlan NONE = (head, number) -> Optional.empty();

    /// What happens to an exchange.
    ///
    /// @param number how many requests of this API the same client has sent before
    Optional<Fault> fault(RequestHead head, int number);
}
