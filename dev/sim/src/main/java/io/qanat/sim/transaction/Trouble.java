package io.qanat.sim.transaction;

/// A kind of trouble that strikes a request at a broker.
public enum Trouble {
    /// The connection is reset, and nothing is done.
    LOSE_REQUEST,
    /// The request is carried out, and the connection reset.
    LOSE_ANSWER,
    /// The connection is reset; the request is carried out later all the same.
    COME_LATE,
    /// The request is refused for a reason that passes.
    REFUSE,
    /// The request is carried out, and refused.
    DENY,
    /// The answer takes its time.
    SLOW,
    /// The coordinator of transactions is another broker from now on, which loads for a while.
    MOVE_COORDINATOR,
    /// The coordinator of groups is another broker from now on.
    MOVE_GROUPS,
    /// A partition's leader is another broker from now on.
    MOVE_LEADER
}
