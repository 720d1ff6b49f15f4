package io.qanat.it.proxy;

/// Which of the two frames of an exchange is meant.
public enum Side {
    /// From the client to the broker.
    REQUEST,
    /// From the broker to the client.
    ANSWER
}
