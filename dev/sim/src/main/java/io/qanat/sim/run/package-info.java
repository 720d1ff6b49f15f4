/// Runs of the simulated cluster: a plan of operations drawn from a seed, carried out on virtual
/// time, and judged.
///
/// ```
///   Main ── seeds ──► Plan (operations) ──► Simulation ──► Result: violation?, marks, counts
///     ▲ │                ▲   │                  │            │
///     │ └─ --plan FILE ──┘   │                  ▼            │
///     │   (PlanFile)         │               Stage: cluster and producers
///   Report ◄── SeedBatch ◄───┴── Shrinker: fewer operations ◄┘ when one is found
/// ```
///
/// Each run is on one thread and follows from its plan alone: the same plan gives the same marks,
/// which [SeedBatch] proves with one seed in a hundred. [Wiring] is where something that does wrong
/// on purpose can stand between the shipped parts.
@NullMarked
package io.qanat.sim.run;

import org.jspecify.annotations.NullMarked;
