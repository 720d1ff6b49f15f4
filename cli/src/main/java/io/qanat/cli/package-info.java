/// The command line.
@NullMarked
package io.qanat.cli;

import org.jspecify.annotations.NullMarked;
