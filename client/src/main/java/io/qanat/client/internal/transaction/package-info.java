/// A producer's transactions: what it asks its coordinators, in which order, and what it may
/// conclude (KIP-98, KIP-360, KIP-890).
///
/// ```
///                identify              identified          begun
///   Unidentified ────────► Identifying ──────────► Idle ─────────► Open ──── doomed ───► Doomed
///        ▲                  │   ▲   ▲               ▲               │ committing           │
///        └──── refused ─────┘   │   │               │               ▼ aborting     aborting│
///                               │   │               ├── untouched ─ Draining ◄─────────────┘
///                  initialized  │   │ doubted       │               │ drained
///                       Unknown ┘   └──── Ending ───┴── ended ───── ▼
///                         ▲  └─ retried ──►  ▲ └────────────────── Ending
///                         │                  │
///                         └── undecided: the time for a commit is over, and it may be carried out
///
///   any ──► Fatal: another producer has the transactional id
/// ```
///
/// [Transactions] says what callers can have in each state; those who wait are its [Wishes].
/// [Course] is that machine. Its requests are [Errand]s, which are sent again until they are
/// answered, to a [Coordinator], which is looked for again when it has moved: an [Identification],
/// the [End], and the [Parts] of the transaction's [Content]. The records take the way of all
/// records; [Cargo] is what a transaction needs to know of them: nothing is sent but under the
/// identity that is lent to [io.qanat.client.internal.idempotence.Idempotence] from `Open` until
/// the drain is over.
///
/// **Two versions.** Where the cluster has finalized `transaction.version` 2, brokers take a
/// partition into the transaction when they get its first batch, and every end makes the epoch
/// grow. Else a batch waits until its partition is enrolled with the coordinator.
///
/// **What is late.** A request whose answer was lost may still be carried out, also after its
/// transaction. With the second version it carries an epoch that is over. With the first nothing
/// tells a late commit from the next transaction's (KAFKA-17754); so after a transaction with such
/// a request the producer asks for another epoch before it begins the next one.
///
/// **A commit of unknown fate** has no way to `Draining` or `Doomed`: it is committed again, or the
/// producer starts over as a new one would.
///
/// No I/O, thread or clock: [Transactions#advance] takes the present time, and the only actions are
/// calls on connections and the completion of futures. Everything is confined to the client's loop.
@NullMarked
package io.qanat.client.internal.transaction;

import org.jspecify.annotations.NullMarked;
