/// Which partition a record goes to.
///
/// ```
///   caller ── record in bytes ──► Router ──► Partitioner (stock, or the application's)
///                                   ▲  │ asks the Partitions of its topic
///   loop ── partitions, leaders ────┘  └──► Sticky, the turn of each partition, chance
/// ```
///
/// Callers choose on their own threads. The loop only tells what there is to choose from, and
/// chooses for records that had to wait for that, as long as no code of the application takes part:
/// that runs on the completion executor instead.
@NullMarked
package io.qanat.client.internal.routing;

import org.jspecify.annotations.NullMarked;
