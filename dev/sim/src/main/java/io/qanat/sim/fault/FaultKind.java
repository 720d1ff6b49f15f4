package io.qanat.sim.fault;

import io.qanat.sim.disk.Op;
import io.qanat.sim.disk.OpKind;

/// The kinds of faults.
public enum FaultKind {
    /// The power goes at the operation: any part of what is not synced is lost.
    POWER_LOSS,
    /// The program is killed at the operation, of which a part may be done: what was written stays.
    KILL,
    /// The operation fails, once. A failed sync drops any part of what it should have written, and
    /// later ones say nothing of it.
    EIO_ONCE,
    /// The operation fails, and all later ones of its kind.
    EIO_FOR_EVER,
    /// There is no room for the operation and some that follow; a part of a write may be done.
    NO_SPACE_FOR_A_WHILE,
    /// There is no room from the operation on, until somebody makes some.
    NO_SPACE,
    /// A write takes a part of its bytes, and says so.
    SHORT_WRITE,
    /// Every write from this one on takes a part of its bytes, and says so.
    SHORT_WRITES,
    /// A write takes a part of its bytes or none, and says that it took all.
    LYING_WRITE,
    /// Every sync from this one on takes very long.
    SLOW_SYNC;

    /// Whether it can strike such an operation.
    public boolean strikes(Op op) {
        return switch (this) {
            case POWER_LOSS, KILL, EIO_ONCE, EIO_FOR_EVER -> true;
            case NO_SPACE_FOR_A_WHILE, NO_SPACE -> op.needsRoom();
            case SHORT_WRITE, SHORT_WRITES ->
                    op.kind() == OpKind.WRITE && op.bytes().remaining() > 1;
            case LYING_WRITE -> op.kind() == OpKind.WRITE && op.bytes().hasRemaining();
            case SLOW_SYNC -> op.isSync();
        };
    }

    /// Whether the program ends at the operation.
    public boolean isCrash() {
        return this == POWER_LOSS || this == KILL;
    }

    /// Whether it strikes more than one operation.
    public boolean lasts() {
        return switch (this) {
            case EIO_FOR_EVER, NO_SPACE_FOR_A_WHILE, NO_SPACE, SHORT_WRITES, SLOW_SYNC -> true;
            case POWER_LOSS, KILL, EIO_ONCE, SHORT_WRITE, LYING_WRITE -> false;
        };
    }
}
