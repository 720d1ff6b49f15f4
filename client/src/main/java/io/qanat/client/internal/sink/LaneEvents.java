package io.qanat.client.internal.sink;

/// What the owner of lanes is told about them. Confined to the client's loop.
interface LaneEvents {
    /// The lane's next batch can go to the lane's leader.
    void ready(Lane lane);

    /// The lane's next batch waits for an identity.
    void unidentified(Lane lane);

    /// The shipment's batch cannot be built.
    void unbuildable(Shipment shipment, RuntimeException failure, long nowNanos);

    /// The shipment was decided while its batch was being built, which is over now.
    void released(Shipment shipment);
}
