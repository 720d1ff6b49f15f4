@NullMarked
package io.qanat.stress;

import org.jspecify.annotations.NullMarked;
