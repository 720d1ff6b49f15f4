/// The cluster as one client sees it, without any I/O: which brokers there are, which of them leads
/// which partition, and a connection to each that is needed.
///
/// ```
///   Core (producer's sinks, fetcher's sources, admin's calls)
///     │ connect(broker)                 │ snapshot()
///     ▼                                 ▼
///   Cluster ──► Node ──► Connection   Metadata ──► MetadataSnapshot (immutable)
///     └───────── MetadataCall ──────────▲
/// ```
///
/// Everything but the snapshots is confined to the client's loop, which calls [Core#advance] after
/// every turn of events.
@NullMarked
package io.qanat.client.internal.cluster;

import org.jspecify.annotations.NullMarked;
