/// The benchmark of a restart after a crash.
///
/// [io.qanat.bench.restart.RestartBench] is one step of it and a process of its own: `fill` makes a
/// folder through the broker and waits to be killed, `log` and `broker` open such a folder and time
/// that. `dev/bench/restart.sh` kills the first and gives each of the others a fresh copy of what
/// it left.
@NullMarked
package io.qanat.bench.restart;

import org.jspecify.annotations.NullMarked;
