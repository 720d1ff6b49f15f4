package io.qanat.sim.net;

/// The broker's end of a cable.
public interface Socket {
    /// Bytes came in.
    void received(byte[] bytes);

    /// The stream has ended; nothing that is sent arrives any more.
    void closed();
}
