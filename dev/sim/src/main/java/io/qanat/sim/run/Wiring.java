package io.qanat.sim.run;

import io.qanat.sim.cluster.BrokerHost;
import io.qanat.sim.producer.Ports;

/// What stands between the shipped parts of one run. Immutable, but for what it refers to.
public record Wiring(Ports ports, BrokerHost.Stand stand) {
    /// Nothing.
    public static final Wiring DIRECT = new Wiring(Ports.DIRECT, shipped -> shipped);

    /// The same with other producers.
    public Wiring with(Ports other) {
        return new Wiring(other, stand);
    }

    /// The same with other brokers.
    public Wiring with(BrokerHost.Stand other) {
        return new Wiring(ports, other);
    }
}
