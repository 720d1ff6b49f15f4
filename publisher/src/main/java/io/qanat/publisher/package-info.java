/// The port through which an application publishes events, and an adapter that keeps them in
/// memory.
///
/// ```
///   application ── start ─────────────────────────► EventPublisher ─┐
///   application ── send(topic, key, value, headers) ─►    │         │ an adapter: io.qanat.client.publish
///   application ◄── PublishOutcome, by future ────────────┘         │ for a cluster, MemoryPublisher for
///   application ── stop(deadline) ─────────────────► drains ◄───────┘ tests
/// ```
///
/// An application that depends on this package alone knows neither Kafka nor a client of it.
/// Nothing here starts a thread: whoever calls runs the code, and outcomes come on threads of the
/// adapter.
@NullMarked
package io.qanat.publisher;

import org.jspecify.annotations.NullMarked;
