package io.qanat.client.producer;

import io.qanat.client.ClientException;
import java.time.Duration;

/// What became of a commit.
public sealed interface CommitOutcome {
    /// Every record and offset of the transaction counts, or will in a moment. Immutable.
    record Committed() implements CommitOutcome {
        @Override
        public void orThrow() {}
    }

    /// Nothing of the transaction counts, and nothing ever will: it is being aborted. Everything
    /// may be done again in another one. Immutable.
    record NotCommitted(ClientException cause) implements CommitOutcome {
        @Override
        public void orThrow() {
            throw cause;
        }
    }

    /// All of the transaction may count, or may still come to, or nothing of it. The producer
    /// begins no other transaction until the commit was retried, or the producer initialized; it
    /// cannot be aborted, since what was committed must not be done again. Immutable.
    ///
    /// @param recourse what can be done
    record CommitUnknown(ClientException cause, Recourse recourse) implements CommitOutcome {
        @Override
        public void orThrow() {
            throw cause;
        }
    }

    /// What can be done about a commit of unknown fate.
    interface Recourse {
        /// Commits again; that cannot commit anything twice.
        ///
        /// @param limit how long to wait for the outcome
        /// @throws ClientException when the producer has begun another transaction since
        CommitOutcome retry(Duration limit) throws InterruptedException;

        /// Starts over as a new producer would: what was not committed by then is aborted. Whether
        /// it was is not told; whoever has to know reads what is committed.
        ///
        /// @throws ClientException why that was not so within `limit`
        void initialize(Duration limit) throws InterruptedException;
    }

    /// Whether the transaction is surely committed.
    default boolean isCommitted() {
        return this instanceof Committed;
    }

    /// Does nothing if the transaction is committed.
    ///
    /// @throws ClientException the cause if it is not, or not surely
    void orThrow();
}
