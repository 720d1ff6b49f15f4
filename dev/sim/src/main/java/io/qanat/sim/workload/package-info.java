/// The canonical workloads: what is done to a log whose disk fails. Each does the same every time,
/// until the fault strikes.
@NullMarked
package io.qanat.sim.workload;

import org.jspecify.annotations.NullMarked;
