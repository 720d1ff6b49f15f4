/// The producer: records in, outcomes out.
///
/// ```
///   caller ── send(record) ──► intercept ──► serialize ──► partition ──► accumulator (batches)
///                                                                           │ full, or old enough
///   caller ◄── Outcome ◄── intercept ◄── completion executor ◄── sink ◄─────┘
///                                                                 │ one Produce request for several
///                                                                 ▼ partitions
///                                                              connection
/// ```
///
/// Callers intercept, serialize, choose the partition and append on their own threads. One loop per
/// producer owns the sockets and decides what becomes of batches. Callbacks run on the completion
/// executor, never on the loop.
@NullMarked
package io.qanat.client.producer;

import org.jspecify.annotations.NullMarked;
