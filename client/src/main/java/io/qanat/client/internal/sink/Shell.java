package io.qanat.client.internal.sink;

import io.qanat.client.internal.connection.Network;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What a core takes from whoever runs it. Immutable.
///
/// @param network where wires come from
/// @param nanos the present time, on a clock that never goes back
/// @param doorbell makes the core advance soon; any thread may ring
/// @param random chance, for any thread
public record Shell(
        Network network, LongSupplier nanos, Runnable doorbell, RandomGenerator random) {}
