package io.qanat.log;

/// The way into a log for its changes. Thread-safe where the log is.
interface Commands {
    /// Takes a command, whose future says later what came of it; after the end it fails at once.
    void put(Command command);

    /// Whether it takes no more commands.
    boolean isClosed();

    /// Carries out what was taken, closes the log and waits for that.
    void close();
}
