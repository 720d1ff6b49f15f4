package io.qanat.bench;

/// A producer under measurement. Driven by one thread; acknowledgements arrive on any thread.
interface Contender extends AutoCloseable {
    /// Sends one value without a key; waits while the client's buffer is full.
    void send(String topic, byte[] value, Acknowledgement acknowledgement)
            throws InterruptedException;

    /// Waits until everything that was sent has its outcome.
    void flush() throws InterruptedException;

    @Override
    void close();

    /// What became of one record.
    @FunctionalInterface
    interface Acknowledgement {
        /// Told once per record.
        void done(boolean delivered);
    }
}
