/// Benchmarks against the peers.
@NullMarked
package io.qanat.bench;

import org.jspecify.annotations.NullMarked;
