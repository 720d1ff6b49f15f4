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
public record Terms(
        Predicate<LogException> excuses, IntSupplier failedSyncs, Tolerance tolerance) {}
