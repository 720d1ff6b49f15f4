package io.qanat.bench;

/// A producer under measurement. Driven by one thread; acknowledgements arrive on any thread.
interface Contender extends AutoCloseable {
    /// Sends one value without a key; waits while the client's buffer is full.
    void send(String topic, byte[] value, Acknowledgement acknowledgement)
            throws InterruptedException;

    /// Sends one value without a key and asks for no outcome; waits while the client's buffer is
    /// full.
    void forget(String topic, byte[] value) throws InterruptedException;

    /// Sends one value without a key and waits for its outcome, as the client's users do it.
    ///
    /// @return whether it was delivered
    boolean sendAndWait(String topic, byte[] value) throws InterruptedException;

    /// Waits until everything that was sent has its outcome.
    void flush() throws InterruptedException;

    /// Whether the client itself counts a record that was not delivered.
    boolean anyFailed();

    /// Bytes of a batch on the wire, on average, as the client itself counts them lately.
    double batchBytes();

    @Override
    void close();

    /// What became of one record.
    @FunctionalInterface
    interface Acknowledgement {
        /// Told once per record.
        void done(boolean delivered);
    }
}
