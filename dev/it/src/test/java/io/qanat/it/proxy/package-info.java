/// A proxy between any client and any broker that knows where frames begin and end, and does to
/// them what a plan says.
///
/// ```
///   client ──► FaultProxy ──► Link: requests ──► Strike ──► broker
///   client ◄── Strike ◄── answers :Link ◄────────────────── broker
/// ```
///
/// The broker advertises the proxy's port, as its address or as that of one of its listeners. So
/// whoever enters through the proxy stays behind it, and no answer has to be rewritten: frames of
/// every API in every version pass as they are, also those that this project cannot read, and what
/// leads past the proxy on purpose (another listener) is left alone. Two virtual threads per
/// connection move the bytes.
@NullMarked
package io.qanat.it.proxy;

import org.jspecify.annotations.NullMarked;
