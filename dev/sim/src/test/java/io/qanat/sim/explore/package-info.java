/// Tests of the search, and the search as a test.
@NullMarked
package io.qanat.sim.explore;

import org.jspecify.annotations.NullMarked;
