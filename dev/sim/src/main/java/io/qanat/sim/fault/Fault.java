package io.qanat.sim.fault;

/// One fault that is planned. Immutable.
///
/// @param kind what goes wrong
/// @param op at which operation, counted from 0
/// @param seed how exactly
public record Fault(FaultKind kind, int op, long seed) {}
