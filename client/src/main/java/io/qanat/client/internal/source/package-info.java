/// Whole batches on their way from brokers to the thread that polls.
///
/// ```
///   Sources ── FetchCall (one per broker at a time, all its partitions) ──► broker
///      │ ▲                                                                    │
///      │ └── answer: Cursor moves on behind the last whole batch ◄────────────┘
///      ▼
///   Inbox ──► poll
/// ```
///
/// Everything but the [Inbox] is confined to the client's loop, which looks at batch headers only.
@NullMarked
package io.qanat.client.internal.source;

import org.jspecify.annotations.NullMarked;
