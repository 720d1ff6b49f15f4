/// Tests of the simulated disk.
@NullMarked
package io.qanat.sim.disk;

import org.jspecify.annotations.NullMarked;
