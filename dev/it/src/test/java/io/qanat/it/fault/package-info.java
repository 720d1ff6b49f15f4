/// Faults that happen to the real process, and the checker that tells what they cost.
///
/// Loads write records whose bytes follow from their names, a [io.qanat.it.fault.Ledger] keeps what
/// was said about each, and an [io.qanat.it.fault.Audit] compares that with what a consumer reads.
@NullMarked
package io.qanat.it.fault;

import org.jspecify.annotations.NullMarked;
