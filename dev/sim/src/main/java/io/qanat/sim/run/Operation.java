package io.qanat.sim.run;

/// One thing that happens in a run. Immutable.
///
/// @param pauseNanos how long after the one before
/// @param chance what the rest follows from: who, where, how much
public record Operation(OperationKind kind, long pauseNanos, long chance) {}
