/// What a log must hold, kept beside the log that is tested, and the comparison of the two.
///
/// ```
///   Oracle ── History (one partition) ── Entry (one batch: offset, bytes, what was promised of it)
///      └── compares them with a log and throws a Violation
/// ```
///
/// Knows no disk and no faults. One thread at a time.
@NullMarked
package io.qanat.sim.oracle;

import org.jspecify.annotations.NullMarked;
