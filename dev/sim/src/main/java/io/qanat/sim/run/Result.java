package io.qanat.sim.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a run. Immutable, but for the counts.
///
/// @param trace equal when the same happened
/// @param events how much happened
/// @param failure what must not be, or null
/// @param lines the trace as text, if that was wanted
public record Result(
        Plan plan,
        long trace,
        long events,
        Counts counts,
        @Nullable Throwable failure,
        List<String> lines) {
    /// Whether something happened that must not.
    public boolean isViolation() {
        return failure != null;
    }
}
