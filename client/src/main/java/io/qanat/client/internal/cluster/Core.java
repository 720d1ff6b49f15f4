package io.qanat.client.internal.cluster;

/// A state machine that the client's loop drives. Confined to that loop.
public interface Core {
    /// Does everything that is due at this time.
    void advance(long nowNanos);

    /// When [#advance] has something to do at the latest, if no event comes first.
    long nextDeadlineNanos(long nowNanos);

    /// Ends everything that still waits: the loop will not call again.
    void abort(Throwable cause);
}
