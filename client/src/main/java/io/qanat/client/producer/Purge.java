package io.qanat.client.producer;

/// Which records are given up by [Producer#purge].
public enum Purge {
    /// Those that no request carries at the moment: they wait for their batch, their broker, or
    /// their next attempt.
    QUEUE(true, false),
    /// Those that a request carries whose answer is still awaited: they are `PossiblyPersisted`.
    IN_FLIGHT(false, true),
    /// All whose outcome is open.
    ALL(true, true);

    private final boolean ofQueue;
    private final boolean ofFlight;

    Purge(boolean ofQueue, boolean ofFlight) {
        this.ofQueue = ofQueue;
        this.ofFlight = ofFlight;
    }

    /// Whether records count that no request carries.
    public boolean isOfQueue() {
        return ofQueue;
    }

    /// Whether records count that a request carries.
    public boolean isOfFlight() {
        return ofFlight;
    }
}
