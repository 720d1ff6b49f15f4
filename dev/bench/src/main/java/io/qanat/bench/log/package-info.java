/// The benchmark of the log itself, without a broker around it.
///
/// [io.qanat.bench.log.LogBench] opens the log on a fresh folder, keeps a pinned number of appends
/// in flight in a closed loop, and prints one JSON line per run with what the appends cost.
/// `dev/bench/log.sh` runs it over numbers of partitions and sizes of batches. Nothing here asserts
/// a time.
@NullMarked
package io.qanat.bench.log;

import org.jspecify.annotations.NullMarked;
