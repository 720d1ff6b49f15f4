/// Which topics there are, and the numbering of producers: state that is a function of the records
/// in `__cluster_metadata-0`.
///
/// ```
///  handler ──▶ Topics ──command──▶ TopicWriter (one virtual thread)
///                ▲                    │ TopicState: command + image → records
///                │                    │ MetadataLog: records, durably, into __cluster_metadata-0
///                └──── TopicImage ◀───┘ partition folders made or removed, then the new image is published
/// ```
///
/// The records are those of Apache Kafka's KRaft. At start they are replayed, and folders and
/// records are brought together: [FolderRepair].
@NullMarked
package io.qanat.broker.topics;

import org.jspecify.annotations.NullMarked;
