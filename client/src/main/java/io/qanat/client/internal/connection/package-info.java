/// One connection to one broker, without any I/O: negotiation, correlation, deadlines.
///
/// ```
///   Call ──► Connection ──► Wire (a socket, or the simulation's)
///     ▲          │  ▲
///     └─ answer ─┘  └─ opened, received, written, lost
/// ```
///
/// A [Connection] is a state machine: events and the present time go in, and what is to be done
/// comes out as calls on its [Wire] and on the [Call]s that it carries. A wire never calls back
/// from within a call on it. Everything here is confined to the client's loop.
@NullMarked
package io.qanat.client.internal.connection;

import org.jspecify.annotations.NullMarked;
