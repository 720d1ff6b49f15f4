/// A log at work on a simulated disk, with everything asked of it told to the oracle.
///
/// ```
///   workload -> Session -> Subject (the log, as shipped or with a planted bug) -> SimDisk
///                  └────-> Oracle: what was asked, what was answered, what readers were shown
/// ```
///
/// One thread at a time.
@NullMarked
package io.qanat.sim.session;

import org.jspecify.annotations.NullMarked;
