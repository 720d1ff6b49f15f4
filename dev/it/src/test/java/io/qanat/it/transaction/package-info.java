/// Our transactions on Apache Kafka, as readers of other people see them.
///
/// ```
///   TransactionRules ── our Producer ──► Apache Kafka ──► CommittedReader (kafka-clients, read_committed)
/// ```
@NullMarked
package io.qanat.it.transaction;

import org.jspecify.annotations.NullMarked;
