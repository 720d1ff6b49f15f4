/// The reading of a topic: from where, how far, and what is written of it.
@NullMarked
package io.qanat.cli.consume;

import org.jspecify.annotations.NullMarked;
