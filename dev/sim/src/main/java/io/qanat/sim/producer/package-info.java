/// Producers as they are shipped, with a simulated shell instead of threads and sockets.
@NullMarked
package io.qanat.sim.producer;

import org.jspecify.annotations.NullMarked;
