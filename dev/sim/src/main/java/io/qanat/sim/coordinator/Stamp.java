package io.qanat.sim.coordinator;

/// Who sends something, by producer id and epoch. Immutable.
public record Stamp(long producerId, int epoch) {
    /// The same producer, one epoch later.
    Stamp next() {
        return new Stamp(producerId, epoch + 1);
    }
}
