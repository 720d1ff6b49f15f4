/// Transactions on virtual time: programs with a transactional producer as it is shipped, a network
/// and brokers with a model of coordinators, all under faults, and a check of what readers see.
///
/// ```
///   Program ── begin, send, offsets, commit, abort ──► producer core ── Cable ──► ModelBroker ──► CoordinatorModel
///      │                                                                              ▲
///      └── what it was told ──► Ledger ──► Verdict ◄── what is committed ─────────────┘
/// ```
///
/// A run follows from its seed. Requests are lost, answers are lost, requests come late on a
/// connection that their sender has given up, coordinators move and load, brokers refuse what they
/// have carried out, programs stand still and are replaced meanwhile.
@NullMarked
package io.qanat.sim.transaction;

import org.jspecify.annotations.NullMarked;
