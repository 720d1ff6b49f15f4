/// Races of the producer's one part that many threads call, between real threads.
///
/// The simulation runs everything in one thread, so it cannot see these. Each class is a race that
/// jcstress repeats a great many times: its actors run at once, its arbiter looks at what they have
/// left, and every result that is not listed is a failure. One actor plays the loop where there is
/// one.
@NullMarked
package io.qanat.stress;

import org.jspecify.annotations.NullMarked;
