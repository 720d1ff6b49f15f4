package io.qanat.client.internal.scripted;

import io.qanat.client.Endpoint;
import io.qanat.client.internal.connection.Network;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import java.util.ArrayList;
import java.util.List;

/// Remembers every wire that was opened.
public final class ScriptedNetwork implements Network {
    private final List<ScriptedWire> wires = new ArrayList<>();

    @Override
    public Wire open(Endpoint endpoint, WireEvents events) {
        var wire = new ScriptedWire(endpoint, events);
        wires.add(wire);
        return wire;
    }

    /// All wires in the order in which they were opened.
    public List<ScriptedWire> wires() {
        return List.copyOf(wires);
    }

    /// The wire that was opened last.
    public ScriptedWire last() {
        return wires.getLast();
    }

    /// Where wires that are not closed lead.
    public List<Endpoint> openEndpoints() {
        return wires.stream().filter(wire -> !wire.isClosed()).map(ScriptedWire::endpoint).toList();
    }
}
