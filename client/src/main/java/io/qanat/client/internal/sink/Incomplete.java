package io.qanat.client.internal.sink;

import java.util.LinkedHashSet;
import java.util.Optional;

/// The shipments whose outcome is open, oldest first. Confined to the client's loop.
final class Incomplete {
    private final LinkedHashSet<Shipment> shipments = new LinkedHashSet<>();
    private long lastNumber;

    long nextNumber() {
        return ++lastNumber;
    }

    /// The number of the youngest shipment there has ever been.
    long lastNumber() {
        return lastNumber;
    }

    void add(Shipment shipment) {
        shipments.add(shipment);
    }

    void remove(Shipment shipment) {
        shipments.remove(shipment);
    }

    boolean isEmpty() {
        return shipments.isEmpty();
    }

    Optional<Shipment> oldest() {
        return shipments.isEmpty() ? Optional.empty() : Optional.of(shipments.getFirst());
    }

    /// Whether every shipment up to this number has its outcome.
    boolean isDoneUpTo(long number) {
        return shipments.isEmpty() || shipments.getFirst().number() > number;
    }
}
