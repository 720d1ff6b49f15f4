/// The patterns of the client through our broker.
@NullMarked
package io.qanat.it.pattern;

import org.jspecify.annotations.NullMarked;
