@NullMarked
package io.qanat.client.internal.accumulator;

import org.jspecify.annotations.NullMarked;
