package io.qanat.sim.session;

import io.qanat.log.LogException;
import io.qanat.sim.oracle.Tolerance;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/// What a log is excused for at the moment.
///
/// @param excuses whether it may answer with this error
/// @param failedSyncs how many syncs have failed that it must not get over
/// @param tolerance what may be missing
public record Terms(Predicate<LogException> excuses, IntSupplier failedSyncs, Tolerance tolerance) {
    /// With which errors it may leave a partition closed at an opening. A lie is no such excuse:
    /// what it did not cover must be served.
    Predicate<LogException> keepsClosed() {
        return error -> tolerance.isNone() && excuses.test(error);
    }
}
