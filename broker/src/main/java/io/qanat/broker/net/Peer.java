package io.qanat.broker.net;

/// The other end of one connection. Immutable.
///
/// @param endpoint where this peer is told to connect
/// @param bell wakes the connection's writer when it waits for new records
public record Peer(Endpoint endpoint, Bell bell) {}
