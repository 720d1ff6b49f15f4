package io.qanat.sim.explore;

import java.util.List;
import java.util.Optional;

/// What came of one run. Immutable.
///
/// @param point where it struck
/// @param struck the operations that were struck, in words
/// @param opens how often the log was opened, of which each after the first is a recovery or a
///   restart
/// @param violation what the log did that it must never do
public record Outcome(Point point, List<String> struck, int opens, Optional<Throwable> violation) {
    private static final int STRUCK_SHOWN_MAX = 3;

    /// Copies the list.
    public Outcome {
        struck = List.copyOf(struck);
    }

    /// What the log did, and what was struck before.
    public String tale() {
        return violation.map(Throwable::toString).orElse("nothing wrong")
                + ", struck "
                + struck.subList(0, Math.min(STRUCK_SHOWN_MAX, struck.size()))
                + (struck.size() > STRUCK_SHOWN_MAX ? " and more" : "");
    }
}
