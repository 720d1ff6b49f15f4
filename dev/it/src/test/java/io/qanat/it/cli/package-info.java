/// The command line as a user meets it: real processes, real pipes, real signals. They run the
/// class path of this build, not the launcher, which has a test of its own.
@NullMarked
package io.qanat.it.cli;

import org.jspecify.annotations.NullMarked;
