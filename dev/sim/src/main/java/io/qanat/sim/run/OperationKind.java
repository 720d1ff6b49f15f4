package io.qanat.sim.run;

/// What can happen in a run.
public enum OperationKind {
    /// A record is sent.
    SEND(700, false),
    /// A record is sent that has little time.
    SEND_TIMED(60, false),
    /// A producer is flushed.
    FLUSH(15, false),
    /// A cable is reset, and what was on its way is lost.
    RESET(8, true),
    /// A cable is reset, and what was asked for still arrives; its answers do not.
    LOSE_ANSWERS(8, true),
    /// A client's streams are cut in small pieces from now on.
    SPLIT(5, true),
    /// A client's streams are slow from now on.
    DELAY(5, true),
    /// Nothing passes between a client and a node for a while.
    PARTITION(5, true),
    /// The network is well again.
    CALM(8, false),
    /// The disk, and with it every answer, is slow from now on.
    SLOW_BROKER(3, true),
    /// The broker's program is killed.
    KILL(2, true),
    /// The broker's computer loses its power.
    POWER_LOSS(2, true),
    /// The broker's computer loses its power in the middle of what it writes.
    POWER_LOSS_IN_WRITE(2, true),
    /// A partition's leader moves to the other node.
    LEADER_MOVE(6, true),
    /// The wall clocks jump.
    CLOCK_JUMP(3, true),
    /// A producer's program stands still.
    STAND_STILL(3, true),
    /// A producer gives everything up, and another takes its place.
    CANCEL(2, true);

    private final int weight;
    private final boolean isFault;

    OperationKind(int weight, boolean isFault) {
        this.weight = weight;
        this.isFault = isFault;
    }

    int weight() {
        return weight;
    }

    /// Whether it is something that should not happen.
    public boolean isFault() {
        return isFault;
    }
}
