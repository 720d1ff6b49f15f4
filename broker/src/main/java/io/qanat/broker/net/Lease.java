package io.qanat.broker.net;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One request's bytes and the right to use them until they are given back. Thread-safe: whoever
/// settles the request gives them back, once.
public final class Lease {
    private final ByteBuffer bytes;
    private final @Nullable Runnable onRelease;
    private final AtomicBoolean released = new AtomicBoolean();

    private Lease(ByteBuffer bytes, @Nullable Runnable onRelease) {
        this.bytes = bytes;
        this.onRelease = onRelease;
    }

    /// A lease of memory that the garbage collector owns.
    static Lease unpooled(ByteBuffer bytes) {
        return new Lease(bytes, null);
    }

    /// A lease of memory that goes back to a pool.
    static Lease pooled(ByteBuffer bytes, Runnable onRelease) {
        return new Lease(bytes, onRelease);
    }

    /// The request, from position to limit.
    ByteBuffer bytes() {
        return bytes;
    }

    int sizeInBytes() {
        return bytes.limit();
    }

    /// Gives the memory back. No slice of it may be used from here on.
    void release() {
        if (!released.compareAndSet(false, true)) {
            throw new IllegalStateException("request memory released twice");
        }
        if (onRelease != null) {
            onRelease.run();
        }
    }
}
