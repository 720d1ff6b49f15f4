/// What the libraries log, on the command line's stderr.
@NullMarked
package io.qanat.cli.logging;

import org.jspecify.annotations.NullMarked;
