/// The search for a fault that the log does not outlive: every fault at every operation of every
/// workload.
///
/// ```
///   Explorer ── a dry run lists the operations ── for each: Point (workload, fault, operation, seed)
///                                                   └── Run: work, strike, recover, compare -> Outcome
///            ── Table: how many points, how often struck, what went wrong
/// ```
///
/// Runs are independent of each other, each on one thread, and each can be repeated from its point.
@NullMarked
package io.qanat.sim.explore;

import org.jspecify.annotations.NullMarked;
