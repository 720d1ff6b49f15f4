/// The embedded broker behind a data folder: opened by this process, or shared with the one that
/// has it open.
///
/// The process that holds the folder's lock is its owner: it runs the broker, which listens on a
/// Unix-domain socket, and a control socket beside it. Every other process on that folder is a
/// guest: it reaches the broker through the socket, and its open control connection says that it is
/// there. The owner stays until the last guest has left; a guest that loses its owner opens the
/// folder itself, at the same socket path, and its client connects again.
///
/// ```
///   owner process                                    guest process
///   ┌───────────────────────────────┐                ┌──────────────────────────────┐
///   │ command ── client ──► broker ◄┼── qanat.sock ──┼── client ◄── command         │
///   │                 ControlServer ◄┼── qanat.ctl ───┼── ControlConnection          │
///   └────────── .lock ──────────────┘                └──────────────────────────────┘
/// ```
@NullMarked
package io.qanat.cli.embedded;

import org.jspecify.annotations.NullMarked;
