/// Who a producer is to its brokers, so that a batch that is sent twice is stored once: producer
/// id, epoch, and a sequence number for each record of a partition (KIP-98, KIP-360).
///
/// ```
///            asked              answered             doubted
///   Unknown ───────► Asking ──────────────► Known ───────────► Draining ◄─┐ doubted
///      ▲ ▲             │                      ▲                  │  │ └───┘
///      │ └─── failed ──┘                      └─── epoch + 1 ────┘  │
///      └────────── the id is used up, or the broker has newer ──────┘
///                              (drained)
/// ```
///
/// [Idempotence] holds that state and asks for an id over any broker of the cluster. Nothing is
/// sent before it is known. [Sequences] is one partition's counter. Doubt arises when a batch with
/// a sequence number was given up, or a broker refuses a sequence: from then on no new batch gets a
/// number. Only when nothing is in flight, of any partition, and nothing that was sent is without
/// an answer, the epoch grows by one and every partition begins again at 0. So no batch that a
/// broker may still receive is ever given another number.
///
/// As for any idempotent producer without transactions, the epoch grows here and not at a broker,
/// which would give out a new id instead. With the old id and a newer epoch, a late copy of an old
/// batch is refused by a broker that has seen the newer epoch.
///
/// A transactional producer has its identity from the coordinator of its transactions instead, for
/// the time of each transaction: [Idempotence#give] and [Idempotence#withhold]. Doubt then ends
/// that transaction, and `io.qanat.client.internal.transaction` sees to another epoch.
///
/// No I/O, thread or clock: [Idempotence#advance] takes the present time, and the only action is a
/// call on a connection. Everything is confined to the client's loop.
@NullMarked
package io.qanat.client.internal.idempotence;

import org.jspecify.annotations.NullMarked;
