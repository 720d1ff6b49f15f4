/// Other ways to build the log, cut down to what a synced append costs: no reads, no recovery, no
/// answer to errors. They exist for the measurement only.
///
/// [io.qanat.bench.log.variant.SingleWriter] and [io.qanat.bench.log.variant.PartitionLocks] differ
/// in who writes; the [io.qanat.bench.log.variant.GroupSync] behind them in what makes a group
/// durable. Batches are placed, written and indexed by the log's own segment classes.
@NullMarked
package io.qanat.bench.log.variant;

import org.jspecify.annotations.NullMarked;
