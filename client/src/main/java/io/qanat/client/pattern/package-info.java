/// Patterns that applications build over a producer, each where it takes more than a few lines.
///
/// ```
///   caller ── DeadLetters.send(record) ──► serialize ──► Producer ──► the record's topic
///                                             │ throws      │ not, or not surely, delivered
///                                             ▼             ▼
///                                           Letter (the record, and why, in headers)
///                                             │
///   caller ◄── Settlement ◄── Producer ◄──────┘ ──► the dead-letter topic
///
///   Requester ── request, its correlation id and deadline ──► broker ──► Responder ── its function
///   Requester ◄── reply, on the requester's own partition ── broker ◄────────┘
///
///   application ── the row it changes, and the event ──► database, one transaction
///   Outbox.relay ── reads committed events ──► Producer ──► broker ──► a consumer
///   Inbox.accept ── first time? ──► database, in one transaction with what the event changes ◄─┘
/// ```
///
/// Everything here calls public methods of producer and fetcher only, runs on its callers' threads
/// and in their callbacks, and has no thread of its own.
@NullMarked
package io.qanat.client.pattern;

import org.jspecify.annotations.NullMarked;
