/// What was sent, what became of it as the application was told, and what is in the log.
///
/// A record carries who sent it, its number, its place and bytes that follow from these, so that
/// the log alone tells whether it is whole and where it belongs.
@NullMarked
package io.qanat.sim.history;

import org.jspecify.annotations.NullMarked;
