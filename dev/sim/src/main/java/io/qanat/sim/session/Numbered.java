package io.qanat.sim.session;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A batch of a series. Immutable; its bytes must not be changed.
///
/// @param batch the batch, as it was before it was given its place
/// @param before the one before it in its series; empty for the first
record Numbered(ByteBuffer batch, Optional<ByteBuffer> before) {}
