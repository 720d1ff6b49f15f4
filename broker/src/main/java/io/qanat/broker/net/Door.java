package io.qanat.broker.net;

import java.util.function.LongSupplier;

/// What all connections of one broker share. Immutable.
///
/// @param dispatcher the brain behind the connections
/// @param memory what requests are read into
/// @param limits the bounds of a connection
/// @param connections the open connections
/// @param nanoTime measures how long a peer is quiet
record Door(
        Dispatcher dispatcher,
        RequestMemory memory,
        NetLimits limits,
        Connections connections,
        LongSupplier nanoTime) {
    static Door of(Dispatcher dispatcher, NetLimits limits, LongSupplier nanoTime) {
        var connections = new Connections(limits.connectionsMax());
        var memory = new RequestMemory(limits.requestMemoryBytes(), connections::abortStalled);
        return new Door(dispatcher, memory, limits, connections, nanoTime);
    }
}
