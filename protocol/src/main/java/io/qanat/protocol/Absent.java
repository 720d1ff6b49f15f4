package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.UUID;

/// The values that stand for "none" in fields that cannot be null. Immutable.
public final class Absent {
    /// The id of nothing: all bits are zero.
    public static final UUID ID = new UUID(0, 0);

    /// No bytes.
    public static final ByteBuffer BYTES = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private Absent() {}
}
