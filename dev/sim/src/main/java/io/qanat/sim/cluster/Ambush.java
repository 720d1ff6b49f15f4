package io.qanat.sim.cluster;

import io.qanat.sim.mishap.Mishap;

/// Trouble that waits for a request with batches. Immutable.
///
/// @param mishap what is to happen to that request
/// @param skipped how many such requests are spared before
/// @param chance what the rest follows from
public record Ambush(Mishap mishap, int skipped, long chance) {
    Ambush nearer() {
        return new Ambush(mishap, skipped - 1, chance);
    }
}
