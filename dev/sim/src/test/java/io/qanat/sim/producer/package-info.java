/// Tests of what stands for a producer's threads.
@NullMarked
package io.qanat.sim.producer;

import org.jspecify.annotations.NullMarked;
