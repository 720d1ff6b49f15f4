/// Reading partitions by offset.
///
/// ```
///   caller ── assign, seek ──► Sources (loop) ── Fetch ──► leader
///   caller ◄── poll ── Inbox ◄── whole batches ───────────────┘
///     └─ checks, decompresses, looks at each record in place
/// ```
///
/// The loop fetches ahead of the caller, as far as the inbox has room. Everything that costs time
/// per record happens on the thread that polls.
@NullMarked
package io.qanat.client.consumer;

import org.jspecify.annotations.NullMarked;
