package io.qanat.sim.run;

/// What can happen in a run.
public enum OperationKind {
    /// A record is sent.
    SEND(700, false),
    /// A record is sent that has little time.
    SEND_TIMED(60, false),
    /// A producer is flushed.
    FLUSH(15, false),
    /// What a producer sent to one topic is flushed.
    FLUSH_TOPIC(8, false),
    /// A record is taken back, if that can still be done.
    CANCEL(20, false),
    /// The network is well again, the disk is quick.
    CALM(8, false),
    /// A cable is reset, and what was on its way is lost.
    RESET(6, true),
    /// A cable is reset, and what was asked for still arrives; its answers do not.
    LOSE_ANSWERS(6, true),
    /// A cable is reset when the next batches have come, before they are looked at.
    RESET_BEFORE(6, true),
    /// A cable is reset while the next batches are written.
    RESET_WITHIN(6, true),
    /// A cable is reset when the next batches are written, before the answer has left.
    RESET_AFTER(6, true),
    /// A cable ends for its client when the next batches have come, which are carried out later.
    DUPLICATE(6, true),
    /// One of a cable's streams leads nowhere from now on.
    DROP(4, true),
    /// A client's streams are cut in small pieces from now on.
    FRAGMENT(5, true),
    /// A client's streams are slow from now on.
    DELAY(5, true),
    /// Nothing passes between clients and a node for a while.
    SPLIT(5, true),
    /// One of the next batches is refused.
    REFUSE(20, true),
    /// One of the next batches is taken, and the answer says that it was not, or may not have been.
    DENY(8, true),
    /// A broker has news of a producer, and takes nothing more under its id.
    FENCE(4, true),
    /// A broker asks for patience.
    THROTTLE(4, true),
    /// The disk, and with it every answer, is slow from now on.
    SLOW_BROKER(3, true),
    /// The broker's program is killed.
    KILL(2, true),
    /// The broker's computer loses its power.
    POWER_LOSS(2, true),
    /// The broker's computer loses its power in the middle of what it writes.
    POWER_LOSS_IN_WRITE(2, true),
    /// A write of the disk fails; the broker is started again later.
    DISK_WRITE_ERROR(2, true),
    /// A sync of the disk fails; the broker is started again later.
    DISK_SYNC_ERROR(2, true),
    /// The disk is full for a while.
    DISK_FULL(3, true),
    /// A partition's leader moves to the other node.
    LEADER_MOVE(6, true),
    /// The wall clocks jump.
    CLOCK_JUMP(3, true),
    /// A producer's program stands still.
    STAND_STILL(3, true),
    /// Nothing happens for so long that brokers may forget who has sent.
    IDLE(1, true),
    /// A producer gives up what waits, what is on its way, or both.
    PURGE(4, true),
    /// A producer gives everything up, and another takes its place.
    CLOSE(2, true);

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
