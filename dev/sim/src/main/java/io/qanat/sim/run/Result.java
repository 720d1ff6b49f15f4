package io.qanat.sim.run;

import io.qanat.sim.mishap.Mishap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of a run. Immutable, but for the counts.
///
/// @param mishaps how often each kind struck
/// @param failure what must not be, or null
/// @param lines the trace as text, if that was wanted
public record Result(
        Plan plan,
        Marks marks,
        Counts counts,
        Map<Mishap, Long> mishaps,
        @Nullable Throwable failure,
        List<String> lines) {
    /// What is the same when the same happened. Immutable.
    ///
    /// @param trace all that happened, in its order
    /// @param history what was sent, told and found
    /// @param events how much happened
    public record Marks(long trace, long history, long events) {}

    /// Whether something happened that must not.
    public boolean isViolation() {
        return failure != null;
    }
}
