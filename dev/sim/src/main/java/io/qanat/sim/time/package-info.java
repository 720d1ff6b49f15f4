/// Virtual time: events happen in the order of their times, on one thread, and nothing waits.
///
/// ```
///   anyone ── at(time, task) ──► Scheduler ── runs the earliest ──► task ── Trace: what happened, as one number
/// ```
@NullMarked
package io.qanat.sim.time;

import org.jspecify.annotations.NullMarked;
