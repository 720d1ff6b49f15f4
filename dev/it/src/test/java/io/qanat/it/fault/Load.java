package io.qanat.it.fault;

/// A writer that writes in bursts.
interface Load extends AutoCloseable {
    /// Begins to send.
    void begin();

    /// Sends nothing more, and waits until all that was sent has been reported on.
    void end();

    @Override
    void close();
}
