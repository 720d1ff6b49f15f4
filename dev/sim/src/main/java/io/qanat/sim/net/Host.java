package io.qanat.sim.net;

/// A computer with clients on it, whose program may stand still for a while.
public interface Host {
    /// Has something happen in the program, now or when it goes on.
    void deliver(Runnable event);
}
