package io.qanat.broker.net;

/// What all connections of one broker share. Immutable.
///
/// @param dispatcher the brain behind the connections
/// @param memory what requests are read into
/// @param limits the bounds of a connection
/// @param connections the open connections
record Door(
        Dispatcher dispatcher, RequestMemory memory, NetLimits limits, Connections connections) {}
