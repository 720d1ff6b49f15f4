/// Faults of a real cluster under continuous load, and what they do to producers.
///
/// ```
///   Schedule (trouble, seed) ──► Stage: the cluster, two contenders
///                                  │ strikes        │ each: topic, ledger, one load per partition
///                                  ▼                ▼
///                              KafkaCluster ◄── Client: Qanat's producer, or kafka-clients'
///                                                   │
///   Finding: figures and anomalies ◄── Audit of the topic against the ledger
/// ```
///
/// Both clients go through the same faults at the same time, each in a topic of its own; what
/// kafka-clients did is reported and not judged.
@NullMarked
package io.qanat.it.cluster;

import org.jspecify.annotations.NullMarked;
