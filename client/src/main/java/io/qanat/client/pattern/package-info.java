/// Patterns that applications build over a producer, each where it takes more than a few lines.
///
/// ```
///   caller ── DeadLetters.send(record) ──► serialize ──► Producer ──► the record's topic
///                                             │ throws      │ not, or not surely, delivered
///                                             ▼             ▼
///                                           Letter (the record, and why, in headers)
///                                             │
///   caller ◄── Settlement ◄── Producer ◄──────┘ ──► the dead-letter topic
/// ```
///
/// Everything here calls public methods of the producer only, runs on its callers' threads and in
/// its callbacks, and has no thread of its own.
@NullMarked
package io.qanat.client.pattern;

import org.jspecify.annotations.NullMarked;
