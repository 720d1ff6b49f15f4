/// What must hold of a history: nothing lost, doubled, reordered, misplaced or invented, and every
/// outcome true.
@NullMarked
package io.qanat.sim.check;

import org.jspecify.annotations.NullMarked;
