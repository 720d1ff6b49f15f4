/// The clients that the tests put in front of a broker, each behind [io.qanat.it.peer.PeerClient].
///
/// Those of other languages are programs under `dev/it/python` and `dev/it/node`; records travel to
/// and from them as text lines.
@NullMarked
package io.qanat.it.peer;

import org.jspecify.annotations.NullMarked;
