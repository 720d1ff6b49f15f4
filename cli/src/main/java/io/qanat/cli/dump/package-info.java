/// The files of a partition, read without its broker and shown.
@NullMarked
package io.qanat.cli.dump;

import org.jspecify.annotations.NullMarked;
