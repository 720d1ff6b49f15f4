/// A model of Apache Kafka's transactions, as small as can be: what its coordinators and partitions
/// answer, and what readers of committed records see.
///
/// ```
///   request ──► CoordinatorModel ──► IdModel         one per transactional id: who, which state
///                     │        └───► PartitionModel  one per partition: batches, markers, sequences
///                     └────────────► GroupModel      one per group: offsets, pending and committed
/// ```
///
/// The model has no network and no clock: [CoordinatorModel#answer] takes a request and the time. A
/// transaction's end is completed some time after it was answered, when [CoordinatorModel#advance]
/// is called, as the markers of a cluster take their time. A test in `dev/it` sends the same
/// requests to the model and to Apache Kafka and compares the answers.
@NullMarked
package io.qanat.sim.coordinator;

import org.jspecify.annotations.NullMarked;
