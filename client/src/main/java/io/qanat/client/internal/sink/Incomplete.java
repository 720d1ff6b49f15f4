package io.qanat.client.internal.sink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The shipments whose outcome is open: in the order in which they were opened, and in that of
/// their deadlines. Confined to the client's loop.
final class Incomplete {
    private final LinkedHashSet<Shipment> shipments = new LinkedHashSet<>();
    private final TreeSet<Shipment> byExpiry = new TreeSet<>(Incomplete::bySooner);
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
        byExpiry.add(shipment);
    }

    void remove(Shipment shipment) {
        shipments.remove(shipment);
        byExpiry.remove(shipment);
    }

    /// Has the parts of a shipment take its place.
    void replace(Shipment whole, List<Shipment> parts) {
        byExpiry.remove(whole);
        byExpiry.addAll(parts);
        List<Shipment> before = List.copyOf(shipments);
        shipments.clear();
        for (Shipment shipment : before) {
            if (shipment == whole) {
                shipments.addAll(parts);
            } else {
                shipments.add(shipment);
            }
        }
    }

    boolean isEmpty() {
        return shipments.isEmpty();
    }

    Optional<Shipment> oldest() {
        return shipments.isEmpty() ? Optional.empty() : Optional.of(shipments.getFirst());
    }

    /// The shipment with the record whose time is over next.
    Optional<Shipment> nextToExpire() {
        return byExpiry.isEmpty() ? Optional.empty() : Optional.of(byExpiry.first());
    }

    /// Changes when the next record's time is over.
    void expireAt(Shipment shipment, long nanos) {
        if (byExpiry.remove(shipment)) {
            shipment.expireAt(nanos);
            byExpiry.add(shipment);
        }
    }

    /// Whether every shipment up to this number has its outcome.
    boolean isDoneUpTo(long number) {
        return shipments.isEmpty() || shipments.getFirst().number() > number;
    }

    /// Whether every shipment of a topic up to this number has its outcome.
    boolean isDoneUpTo(long number, String topic) {
        for (Shipment shipment : shipments) {
            if (shipment.number() > number) {
                return true;
            }
            if (shipment.lane().home().topic().equals(topic)) {
                return false;
            }
        }
        return true;
    }

    private static int bySooner(Shipment one, Shipment other) {
        int sooner = Long.signum(one.expiryNanos() - other.expiryNanos());
        if (sooner != 0) {
            return sooner;
        }
        int earlier = Long.compare(one.number(), other.number());
        return earlier == 0 ? Integer.compare(one.place(), other.place()) : earlier;
    }
}
