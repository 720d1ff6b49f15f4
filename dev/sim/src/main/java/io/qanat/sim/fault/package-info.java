/// What can go wrong on a disk, and the striking of one such fault at one operation.
///
/// ```
///   Fault(kind, op, seed) -> Strike (a Fate) -> SimDisk
/// ```
///
/// One thread at a time.
@NullMarked
package io.qanat.sim.fault;

import org.jspecify.annotations.NullMarked;
