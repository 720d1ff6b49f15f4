package io.qanat.cluster;

/// How a node's process is.
public enum NodeState {
    RUNNING,
    /// Halted by SIGSTOP.
    PAUSED,
    /// There is no process.
    DOWN
}
