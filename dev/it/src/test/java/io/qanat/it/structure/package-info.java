/// The shape of the source tree itself: which module may see which, and where time and threads may
/// come from.
@NullMarked
package io.qanat.it.structure;

import org.jspecify.annotations.NullMarked;
