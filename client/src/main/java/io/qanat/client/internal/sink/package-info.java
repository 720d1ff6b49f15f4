/// Batches on their way to brokers, and what becomes of them.
///
/// ```
///   accumulator ── batch opened ──► Shipment ──► Lane (one per partition)
///                                                  │ ready: full, or old enough, or flushed
///                                                  ▼
///   CompletionQueue ◄── settled ── Lane ◄── answer ── Sink (one per broker) ──► ProduceCall
/// ```
///
/// The core of the producer is [Sinks]; it and everything below is confined to the client's loop,
/// but for the [CompletionQueue]s, which hand whole batches to the completion executor.
@NullMarked
package io.qanat.client.internal.sink;

import org.jspecify.annotations.NullMarked;
