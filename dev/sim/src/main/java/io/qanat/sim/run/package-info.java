/// Runs of the simulated cluster: a plan of operations drawn from a seed, carried out on virtual
/// time, and judged.
///
/// ```
///   Main ── seeds ──► Plan (operations) ──► Simulation ──► Result: violation?, trace, counts
///                        ▲                                   │
///                        └── Shrinker: fewer operations ◄────┘ when one is found
/// ```
///
/// Each run is on one thread and follows from its plan alone: the same plan gives the same trace.
@NullMarked
package io.qanat.sim.run;

import org.jspecify.annotations.NullMarked;
