/// Bugs that are put between producers, network and brokers on purpose, and the tests that a run of
/// the cluster finds each of them.
///
/// ```
///   Ports: EncodedRecord ──► core ──► Network ─── bytes ──► Stand: Dispatcher ──► handlers
///          Outcome       ◄──      ◄── answers            ◄──
/// ```
///
/// The shipped cores stay as they are: what is wrong sits on one of these arrows, and looks from
/// the other side like a producer or a broker that has the bug.
@NullMarked
package io.qanat.sim.planted.producer;

import org.jspecify.annotations.NullMarked;
