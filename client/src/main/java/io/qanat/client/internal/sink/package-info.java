/// Batches on their way to brokers, and what becomes of them.
///
/// ```
///   accumulator ── batch opened ──► Shipment ──► Lane (one per partition)
///                                                  │ ready: full, or old enough, or flushed
///                                                  ▼
///   CompletionQueue ◄── settled ── Lane ◄── answer ── Sink (one per broker) ──► ProduceCall
/// ```
///
/// A lane has up to a window's width of batches on their way, numbered by the producer's
/// [io.qanat.client.internal.idempotence.Idempotence]. [Delivery] reads the answers:
///
/// ```
///   answer                          what becomes of the batch
///   ──────────────────────────────  ─────────────────────────────────────────────────────────
///   none, duplicate                 delivered
///   may pass (retriable, reset)     again after a pause, oldest first, with the same bytes
///   too large, of several records  two halves take its place, with its numbers, nothing appended
///   out of order, behind a failure  again behind that one, with the same bytes
///   out of order for the oldest,    lane torn, identity drained and renewed; then numbered anew,
///   unknown producer, old epoch     but PossiblyPersisted if an earlier attempt may have arrived
///   any other                       given up; its numbers are taken back if they were the last
///                                   ones and it is in no log, else the lane is torn
/// ```
///
/// The [Load] is all records whose outcome is open, those without a partition too: what is said of
/// all of them at once goes through it. A lane's next batch may leave when the [Clearance] has an
/// identity for it and, in a transaction, its partition is enrolled.
///
/// To drive it without sockets: a [io.qanat.client.internal.connection.Network] of one's own makes
/// the wires, and clock and randomness are passed in with the accumulator, the backoffs and each
/// event. After any turn of events call [Sinks#advance] with the time, and again no later than
/// [Sinks#nextDeadlineNanos] says. The unit tests' scripted cluster does just that.
///
/// The core of the producer is [Sinks]; it and everything below is confined to the client's loop,
/// but for the [CompletionQueue]s, which hand whole batches to the completion executor.
@NullMarked
package io.qanat.client.internal.sink;

import org.jspecify.annotations.NullMarked;
