package io.qanat.client.internal.connection;

import io.qanat.client.Endpoint;

/// Where wires come from: the sockets of the machine, or the simulation's network.
public interface Network {
    /// Begins to connect; the outcome arrives as an event, never from within this call.
    Wire open(Endpoint endpoint, WireEvents events);
}
