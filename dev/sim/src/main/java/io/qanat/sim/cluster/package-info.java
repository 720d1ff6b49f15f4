/// Two broker nodes over one log on a simulated disk, with the handlers that are shipped.
///
/// ```
///   Cable ──► BrokerSocket ──► Front (who leads?) ──► RequestDecoder ──► handlers ──► SteppedLog ──► SimDisk
///     ▲            │ answers in the order of requests                                   │
///     └────────────┘◄──────────────────────── a step, a while later ◄─────────────────┘
/// ```
///
/// [BrokerHost] is the computer: it is switched off and on. A leader is moved by telling the other
/// node of it: both write to the same log, as two brokers would after a fail-over.
@NullMarked
package io.qanat.sim.cluster;

import org.jspecify.annotations.NullMarked;
