package io.qanat.sim.coordinator;

import io.qanat.protocol.ErrorCode;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a coordinator knows of one transactional id. Confined to one thread.
final class IdModel {
    /// How far its transaction is.
    enum State {
        EMPTY,
        ONGOING,
        PREPARE_COMMIT,
        PREPARE_ABORT,
        COMPLETE_COMMIT,
        COMPLETE_ABORT;

        boolean isPreparing() {
            return this == PREPARE_COMMIT || this == PREPARE_ABORT;
        }
    }

    static final int NO_EPOCH = -1;

    final Set<Place> places = new LinkedHashSet<>();
    State state = State.EMPTY;
    Stamp stamp;
    int lastEpoch = NO_EPOCH;

    /// Whether brokers made places part of its transaction.
    boolean isOfSecondVersion;

    long timeoutNanos;
    long startNanos;
    long completeNanos;

    IdModel(long producerId) {
        stamp = new Stamp(producerId, NO_EPOCH);
    }

    /// Gives the next epoch to a producer, which may name the one that it has.
    ErrorCode identify(Stamp expected) {
        if (expected.producerId() >= 0
                && stamp.epoch() != NO_EPOCH
                && expected.producerId() != stamp.producerId()) {
            return ErrorCode.PRODUCER_FENCED;
        }
        if (state.isPreparing()) {
            return ErrorCode.CONCURRENT_TRANSACTIONS;
        }
        if (expected.epoch() == NO_EPOCH || stamp.epoch() == NO_EPOCH) {
            lastEpoch = NO_EPOCH;
        } else if (expected.epoch() == stamp.epoch()) {
            lastEpoch = stamp.epoch();
        } else if (expected.epoch() == lastEpoch) {
            state = State.EMPTY;
            return ErrorCode.NONE;
        } else {
            return ErrorCode.PRODUCER_FENCED;
        }
        stamp = stamp.next();
        state = State.EMPTY;
        return ErrorCode.NONE;
    }

    /// Whether a request of a producer is its own.
    ErrorCode check(Stamp by) {
        if (by.producerId() != stamp.producerId()) {
            return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
        }
        return by.epoch() == stamp.epoch() ? ErrorCode.NONE : ErrorCode.PRODUCER_FENCED;
    }

    /// Makes places part of the transaction.
    ErrorCode enrol(Stamp by, Set<? extends Place> more, long nowNanos) {
        ErrorCode error = check(by);
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (state.isPreparing()) {
            return ErrorCode.CONCURRENT_TRANSACTIONS;
        }
        if (state != State.ONGOING) {
            state = State.ONGOING;
            startNanos = nowNanos;
        }
        places.addAll(more);
        return ErrorCode.NONE;
    }

    /// Ends a transaction of the first version.
    ErrorCode endFirst(Stamp by, boolean commits) {
        ErrorCode error = check(by);
        if (error != ErrorCode.NONE) {
            return error;
        }
        return switch (state) {
            case ONGOING -> prepare(commits, false);
            case COMPLETE_COMMIT, COMPLETE_ABORT -> done(commits, ErrorCode.NONE);
            case PREPARE_COMMIT, PREPARE_ABORT -> done(commits, ErrorCode.CONCURRENT_TRANSACTIONS);
            case EMPTY -> ErrorCode.INVALID_TXN_STATE;
        };
    }

    /// Ends a transaction of the second version, which makes the epoch grow.
    ErrorCode endSecond(Stamp by, boolean commits) {
        if (by.producerId() != stamp.producerId()) {
            return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
        }
        boolean isAgain = state != State.ONGOING && by.next().equals(stamp) && state != State.EMPTY;
        if (!isAgain && by.epoch() != stamp.epoch()) {
            return ErrorCode.PRODUCER_FENCED;
        }
        if (isAgain) {
            return done(
                    commits,
                    state.isPreparing() ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.NONE);
        }
        if (state == State.ONGOING) {
            return prepare(commits, true);
        }
        if (state.isPreparing()) {
            return done(commits, ErrorCode.CONCURRENT_TRANSACTIONS);
        }
        // The client may not know that no batch arrived.
        return commits ? ErrorCode.INVALID_TXN_STATE : prepare(false, true);
    }

    /// Ends what a producer has left open, and fences it.
    void fence() {
        // With the second version the fenced producer itself may come to know the epoch.
        lastEpoch = isOfSecondVersion ? stamp.epoch() : NO_EPOCH;
        stamp = stamp.next();
        state = State.PREPARE_ABORT;
    }

    private ErrorCode prepare(boolean commits, boolean bumps) {
        if (bumps) {
            lastEpoch = stamp.epoch();
            stamp = stamp.next();
        }
        state = commits ? State.PREPARE_COMMIT : State.PREPARE_ABORT;
        return ErrorCode.NONE;
    }

    private ErrorCode done(boolean commits, ErrorCode same) {
        boolean isCommitted = state == State.COMPLETE_COMMIT || state == State.PREPARE_COMMIT;
        return isCommitted == commits ? same : ErrorCode.INVALID_TXN_STATE;
    }
}
