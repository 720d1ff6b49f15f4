package io.qanat.client.internal.sink;

import io.qanat.client.ClientException;

/// What the owner of lanes is told about them. Confined to the client's loop.
interface LaneEvents {
    /// The lane's next batch can go to the lane's leader.
    void ready(Lane lane);

    /// Whether the lane's partition may be written to in the present transaction; always without
    /// transactions.
    boolean isEnrolled(Lane lane);

    /// Records were given up, all for one reason.
    void givenUp(ClientException cause);

    /// The shipment's batch cannot be built.
    void unbuildable(Shipment shipment, RuntimeException failure, long nowNanos);

    /// The shipment was decided while its batch was being built, which is over now.
    void released(Shipment shipment);
}
