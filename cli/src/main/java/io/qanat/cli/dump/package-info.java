/// The files of a data folder, read without a broker and shown. Everything is confined to the
/// command's thread.
@NullMarked
package io.qanat.cli.dump;

import org.jspecify.annotations.NullMarked;
