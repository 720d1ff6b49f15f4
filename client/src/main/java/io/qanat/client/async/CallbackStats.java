package io.qanat.client.async;

import java.time.Duration;

/// What became of the callbacks that were given to `produce`, since the beginning. Immutable.
///
/// @param available reusable objects that wait in the pool
/// @param inUse callbacks whose record has no outcome yet, or that run
/// @param created objects that were made for callbacks
/// @param reused how often one came from the pool instead
/// @param executed callbacks that ended, the failed ones included
/// @param failed callbacks that threw, or whose stage completed with an exception
/// @param slow callbacks that took longer than `slowCallback`, asynchronous ones until their stage
///   completed
/// @param p99 the time within which 99 of 100 callbacks ended, at most an eighth too high
public record CallbackStats(
        long available,
        long inUse,
        long created,
        long reused,
        long executed,
        long failed,
        long slow,
        Duration p99) {
    /// The share of callbacks for which no object had to be made: 0 to 1; 0 when there was none.
    public double reuseRatio() {
        long taken = created + reused;
        return taken == 0 ? 0 : (double) reused / taken;
    }
}
