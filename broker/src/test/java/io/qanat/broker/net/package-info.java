/// Tests of this package's classes with small doubles.
@NullMarked
package io.qanat.broker.net;

import org.jspecify.annotations.NullMarked;
