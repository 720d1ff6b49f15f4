package io.qanat.client.internal.idempotence;

/// How far a producer has come in being known. The package draws the transitions.
sealed interface IdentityState {
    /// There is none, and none is needed.
    enum Off implements IdentityState {
        OFF
    }

    /// There is none until the producer's transactions give one: outside of a transaction nothing
    /// is sent.
    enum Withheld implements IdentityState {
        WITHHELD;

        Known given(Identity identity) {
            return new Known(identity);
        }
    }

    /// To be asked for, after so many failures in a row, from that time on.
    record Unknown(int failures, long dueNanos) implements IdentityState {
        Asking asked() {
            return new Asking(failures);
        }
    }

    /// A question is under way.
    record Asking(int failures) implements IdentityState {
        Known answered(Identity identity) {
            return new Known(identity);
        }

        Unknown failed(long dueNanos) {
            return new Unknown(failures + 1, dueNanos);
        }
    }

    /// Batches can be sent.
    record Known(Identity identity) implements IdentityState {
        Draining doubted(boolean needsNewId) {
            return new Draining(identity, needsNewId || identity.isLast());
        }
    }

    /// What was sent is being resolved, and nothing new is sent.
    record Draining(Identity identity, boolean needsNewId) implements IdentityState {
        Draining doubted(boolean alsoNeedsNewId) {
            return new Draining(identity, needsNewId || alsoNeedsNewId);
        }

        /// Nothing is in flight.
        IdentityState drained(long nowNanos) {
            return needsNewId ? new Unknown(0, nowNanos) : new Known(identity.next());
        }
    }
}
