/// Bugs that are put into the log on purpose, each as a decorator of its disk or of the log, and
/// the tests that the search finds each of them.
@NullMarked
package io.qanat.sim.planted;

import org.jspecify.annotations.NullMarked;
