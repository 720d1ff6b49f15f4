package io.qanat.sim.producer;

import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.connection.Network;
import io.qanat.client.producer.Outcome;
import io.qanat.sim.history.Sent;
import io.qanat.sim.time.Scheduler;

/// What stands between a producer's core and the world: nothing, or something that does wrong on
/// purpose. Confined to the run's thread.
public interface Ports {
    /// Nothing.
    Ports DIRECT = new Ports() {};

    /// The network that a new producer is given instead.
    default Network network(Network network, Scheduler scheduler) {
        return network;
    }

    /// The record that is appended instead.
    ///
    /// @param sent the same as the history has it
    default EncodedRecord sending(EncodedRecord record, Sent sent, long nowNanos) {
        return record;
    }

    /// What the application is told instead.
    default Outcome told(Outcome outcome) {
        return outcome;
    }
}
