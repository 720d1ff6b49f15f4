package io.qanat.sim.net;

import org.jspecify.annotations.Nullable;

/// What accepts cables.
@FunctionalInterface
public interface Listener {
    /// Accepts a cable, or refuses it with null.
    @Nullable Socket accept(Cable cable);
}
