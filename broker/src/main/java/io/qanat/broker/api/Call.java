package io.qanat.broker.api;

import io.qanat.broker.net.Peer;

/// How one request came in. Immutable.
///
/// @param version the version it is written in
/// @param peer who sent it
/// @param arrivalNanos when it was decoded
record Call(int version, Peer peer, long arrivalNanos) {}
