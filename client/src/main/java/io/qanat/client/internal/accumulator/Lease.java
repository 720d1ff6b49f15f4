package io.qanat.client.internal.accumulator;

/// Who may read or free the memory of a batch.
///
/// ```
///   Held ──sent──► Writing ──written──► Awaited ──resolved──► Held ──freed──► Freed
///                     └──────────── abandoned ────────────────▲
/// ```
///
/// Memory is freed from `Held` only: no socket reads it, and no request in flight refers to it.
/// Each state has only its own transitions, so freeing earlier does not compile; and nothing leads
/// from `Freed` anywhere. (Freeing a batch whose write was still running is how kafka-clients 2.8
/// to 4.1 could put records into the wrong topic: KAFKA-19012.)
sealed interface Lease {
    /// The accumulator's or the sink's: no request refers to it.
    enum Held implements Lease {
        HELD;

        Writing sent() {
            return Writing.WRITING;
        }

        Freed freed() {
            return Freed.FREED;
        }
    }

    /// Part of a request that the socket has not taken whole.
    enum Writing implements Lease {
        WRITING;

        Awaited written() {
            return Awaited.AWAITED;
        }

        /// The connection was closed, and with it the write is over.
        Held abandoned() {
            return Held.HELD;
        }
    }

    /// Part of a request that was written whole and has no answer.
    enum Awaited implements Lease {
        AWAITED;

        Held resolved() {
            return Held.HELD;
        }
    }

    /// The pool's again.
    enum Freed implements Lease {
        FREED
    }
}
