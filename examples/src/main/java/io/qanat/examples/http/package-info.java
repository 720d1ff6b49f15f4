/// An HTTP application that publishes what is posted to it.
///
/// ```
///   POST /events/TOPIC/KEY ──► EventEndpoint ── send ──► EventPublisher ──► broker
///   200 topic, partition, offset ◄── after the acknowledgement ◄───────────────┘
/// ```
///
/// Each exchange runs on a virtual thread of its own, which waits for the outcome.
@NullMarked
package io.qanat.examples.http;

import org.jspecify.annotations.NullMarked;
