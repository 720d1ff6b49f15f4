/// Tests of the port's adapter in memory.
@NullMarked
package io.qanat.publisher;

import org.jspecify.annotations.NullMarked;
