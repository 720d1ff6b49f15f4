package io.qanat.sim.mishap;

/// A kind of trouble.
public enum Mishap {
    /// All that one stream of a connection carries vanishes from now on, and nobody is told.
    DROP,
    /// A client's streams are slow.
    DELAY,
    /// A client's streams are cut in small pieces.
    FRAGMENT,
    /// A connection ends for its client, who sends again elsewhere; what it had asked for on the
    /// old one is carried out later all the same.
    DUPLICATE,
    /// A connection is reset at any byte.
    RESET,
    /// A connection is reset at any byte; what the client had written still arrives.
    LOSE_ANSWERS,
    /// A connection is reset when a batch has arrived and nothing was done with it.
    RESET_BEFORE,
    /// A connection is reset while a batch is being written.
    RESET_WITHIN,
    /// A connection is reset when a batch is written and its answer is on its way.
    RESET_AFTER,
    /// Nothing passes between clients and a node for a while.
    SPLIT,
    /// A broker refuses a batch that it could have taken.
    REFUSE,
    /// A broker takes a batch and answers with an error.
    DENY,
    /// A broker has heard of a newer epoch, and takes nothing more from a producer's id.
    FENCE,
    /// A broker asks for patience.
    THROTTLE,
    /// A broker is slow, and so are all its answers.
    SLOW_BROKER,
    /// A broker's program is killed.
    KILL,
    /// A broker's computer loses its power.
    POWER_LOSS,
    /// A broker's computer loses its power in the middle of what it writes.
    POWER_LOSS_IN_WRITE,
    /// A write fails.
    DISK_WRITE_ERROR,
    /// A sync fails, and leaves any part of what it should have made durable.
    DISK_SYNC_ERROR,
    /// There is no room for a while.
    DISK_FULL,
    /// A partition's leader moves to the other node.
    LEADER_MOVE,
    /// The wall clocks jump.
    CLOCK_JUMP,
    /// A producer's program stands still.
    STAND_STILL,
    /// A record's time is over before its outcome is known.
    TIMEOUT,
    /// A record is taken back before it was sent.
    CANCEL,
    /// A record finds no room.
    BUFFER_FULL,
    /// Nothing happens for up to two days.
    IDLE,
    /// A record is given up because its producer is purged.
    PURGE,
    /// A producer gives everything up, and another takes its place.
    CLOSE;

    /// Whether what was written, but not synced, may be gone afterwards.
    boolean losesUnsynced() {
        return this == POWER_LOSS || this == POWER_LOSS_IN_WRITE || this == DISK_SYNC_ERROR;
    }

    /// Whether it is the application's own doing, or its haste, and nothing outside fails.
    boolean isOwnDoing() {
        return switch (this) {
            case TIMEOUT, CANCEL, BUFFER_FULL, PURGE, CLOSE -> true;
            default -> false;
        };
    }
}
