/// The thin shell around the cores: one thread with a selector, sockets, name resolution.
///
/// ```
///   any thread ── Doorbell ──► ClientLoop (thread) ──advance──► Core
///                                 │      ▲
///                               write   read
///                                 ▼      │
///                               SocketWire ── SocketChannel
/// ```
///
/// [ClientLoop] owns one thread per client; all sockets and all cores of the client are confined to
/// it. While that thread sleeps, one that has a record to send and then waits for it may do its
/// work under a lock, which saves waking it. [Machine] is the only class that reads the clock or
/// starts threads.
@NullMarked
package io.qanat.client.internal.net;

import org.jspecify.annotations.NullMarked;
