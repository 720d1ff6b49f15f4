package io.qanat.sim.planted.producer;

import io.qanat.client.internal.connection.Wire;
import java.nio.ByteBuffer;

/// What a wire stands on before it is connected: nothing may be asked of it. Immutable.
enum Unconnected implements Wire {
    UNCONNECTED;

    @Override
    public void send(ByteBuffer[] bytes) {
        throw new IllegalStateException("not connected");
    }

    @Override
    public void close() {
        throw new IllegalStateException("not connected");
    }
}
