/// Bytes at the edges of the command line: lines in, formatted records out.
///
/// Nothing here knows a broker, a client or an option. Everything is confined to the command's
/// thread.
@NullMarked
package io.qanat.cli.text;

import org.jspecify.annotations.NullMarked;
