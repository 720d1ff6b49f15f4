/// The network between producers and brokers: byte streams that are slow, cut in pieces, blocked or
/// reset.
///
/// ```
///   Connection (client) ── Wire ──► Cable ── pieces, later ──► Socket (broker)
///           ▲                         │
///           └────────── frames ◄──────┘◄─── answers
/// ```
///
/// The bytes of a request are read piece by piece while they are sent, as a kernel does: memory
/// that is given back too early arrives as something else.
@NullMarked
package io.qanat.sim.net;

import org.jspecify.annotations.NullMarked;
