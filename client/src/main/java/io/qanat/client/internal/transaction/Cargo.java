package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;

/// The records of a producer, as far as its transactions need to know. Confined to the client's
/// loop.
public interface Cargo {
    /// Whether every record has its outcome.
    boolean isEmpty();

    /// Whether a request that carries records is without an answer.
    boolean isAnyOut();

    /// Lets nothing linger.
    void hurry(long nowNanos);

    /// Gives up every record whose outcome is open and that is not on its way.
    void giveUp(ClientException cause, long nowNanos);

    /// Everything is sent under another identity from now on.
    void renew(long nowNanos);
}
