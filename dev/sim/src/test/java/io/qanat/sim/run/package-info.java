/// Tests of the simulated cluster.
@NullMarked
package io.qanat.sim.run;

import org.jspecify.annotations.NullMarked;
