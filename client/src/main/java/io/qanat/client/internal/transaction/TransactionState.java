package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.idempotence.Identity;
import org.jspecify.annotations.Nullable;

/// How far a producer's transaction has come. The package draws the transitions. Immutable.
sealed interface TransactionState {
    /// The coordinator was not asked who this producer is.
    enum Unidentified implements TransactionState {
        UNIDENTIFIED;

        Identifying identify() {
            return new Identifying(null);
        }
    }

    /// The coordinator is being asked.
    ///
    /// @param before whose epoch is to grow; null to start over, which ends whatever an earlier
    ///   producer has left open
    record Identifying(@Nullable Identity before) implements TransactionState {
        Idle identified(Identity identity) {
            return new Idle(identity);
        }

        Unidentified refused() {
            return Unidentified.UNIDENTIFIED;
        }
    }

    /// No transaction is open.
    record Idle(Identity identity) implements TransactionState {
        Open begun() {
            return new Open(identity);
        }
    }

    /// Records and offsets are sent.
    record Open(Identity identity) implements TransactionState {
        Doomed doomed(ClientException cause) {
            return new Doomed(identity, cause);
        }

        Draining committing() {
            return new Draining(identity, true, null);
        }

        Draining aborting(ClientException cause) {
            return new Draining(identity, false, cause);
        }
    }

    /// Something failed, so the transaction can only be aborted.
    record Doomed(Identity identity, ClientException cause) implements TransactionState {
        Draining aborting() {
            return new Draining(identity, false, cause);
        }
    }

    /// What was sent is being resolved; of an abort, what was not sent is given up.
    ///
    /// @param cause why it is aborted
    record Draining(Identity identity, boolean commits, @Nullable ClientException cause)
            implements TransactionState {
        Draining aborting(ClientException why) {
            return new Draining(identity, false, why);
        }

        Ending drained() {
            return new Ending(identity, commits);
        }

        /// No broker has heard of this transaction.
        Idle untouched() {
            return new Idle(identity);
        }
    }

    /// The coordinator is asked to end the transaction.
    record Ending(Identity identity, boolean commits) implements TransactionState {
        Idle ended(Identity next) {
            return new Idle(next);
        }

        /// Something may come late that carries the present epoch.
        Identifying doubted() {
            return new Identifying(identity);
        }

        /// What the coordinator has of it is not known: it is to be aborted by starting over.
        Identifying abandoned() {
            if (commits) {
                throw new IllegalStateException("a commit that may be carried out, abandoned");
            }
            return new Identifying(null);
        }

        /// The commit was refused for good.
        Draining aborting(ClientException cause) {
            return new Draining(identity, false, cause);
        }

        Unknown undecided(ClientException cause) {
            if (!commits) {
                throw new IllegalStateException("an abort is decided whatever is answered");
            }
            return new Unknown(identity, cause);
        }
    }

    /// A commit may have been carried out, or may still be. Never aborted.
    record Unknown(Identity identity, ClientException cause) implements TransactionState {
        Ending retried() {
            return new Ending(identity, true);
        }

        Identifying initialized() {
            return new Identifying(null);
        }
    }

    /// Nothing more can be done under this transactional id.
    record Fatal(ClientException cause) implements TransactionState {}
}
