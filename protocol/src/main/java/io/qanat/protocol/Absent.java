package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.UUID;

/// The values that stand for "none" in fields that cannot be null. Immutable.
public final class Absent {
    /// The id of nothing: all bits are zero.
    public static final UUID ID = new UUID(0, 0);

    /// No bytes. With a capacity of zero there is nothing in it to change.
    public static final ByteBuffer BYTES = ByteBuffer.allocate(0);

    private Absent() {}
}
