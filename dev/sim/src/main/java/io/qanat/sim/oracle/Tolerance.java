package io.qanat.sim.oracle;

import java.nio.ByteBuffer;

/// What may be missing although it was promised, because the disk lied about it.
public interface Tolerance {
    /// Whether this batch may be missing.
    boolean covers(ByteBuffer batch);

    /// Whether nothing may be missing.
    boolean isNone();
}
