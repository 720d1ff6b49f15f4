/// The drop-in without a broker.
@NullMarked
package io.qanat.compat;

import org.jspecify.annotations.NullMarked;
