/// Tests of this package's classes with small doubles.
@NullMarked
package io.qanat.broker.api;

import org.jspecify.annotations.NullMarked;
