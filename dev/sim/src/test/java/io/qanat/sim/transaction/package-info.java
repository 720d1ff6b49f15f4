/// Transactions on virtual time.
@NullMarked
package io.qanat.sim.transaction;

import org.jspecify.annotations.NullMarked;
