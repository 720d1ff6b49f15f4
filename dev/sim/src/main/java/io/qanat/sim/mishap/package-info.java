/// The kinds of trouble that a run of the simulated cluster meets, and how often each struck.
///
/// ```
///   run (plans it) ──► net, cluster, producer (where it strikes) ── struck ──► Mishaps ──► check (what it excuses)
/// ```
///
/// Something counts when it touched something, not when it was planned: a reset that met no
/// connection is none.
@NullMarked
package io.qanat.sim.mishap;

import org.jspecify.annotations.NullMarked;
