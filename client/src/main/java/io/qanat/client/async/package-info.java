/// The batching facade: records are gathered by the application's call and handed to the producer
/// in batches.
///
/// ```
///   caller ── produce(record) ──► Room ──► BatchProcessor (buffer of references)
///     ▲                            │ full      │ full, awaited, flushed,
///     │                            ▼           │ idle for the quantum, or the oldest too old ◄── BufferTimeout
///     │                       BufferFull       ▼
///     │                                    createBatches: one MessageBatch per topic and partition
///     │                                        │
///     │                                        ▼
///     │                                    BatchExecutor ── a line per topic and partition, on a pool
///     │                                        │ whole batch in one call
///     │                                        ▼
///     │                                    Outlet ──► Producer.sendAll: serialize, append
///     │                                                   │
///     └── future, callback ◄── CallbackManager ◄── completion executor ◄── Outcome
/// ```
///
/// The caller's thread only puts a reference into the buffer. Serializers, interceptors and
/// partitioners run on the executor's threads, callbacks on the producer's completion executor. The
/// parts have no clock and no thread of their own; [AsyncProducer#create] gives them both.
@NullMarked
package io.qanat.client.async;

import org.jspecify.annotations.NullMarked;
