package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// The memory in which a batch is compressed: a place for its records and one for what comes of
/// them.
///
/// It is used again for the next batch: new arrays of this size would have to be cleared, would
/// never be in a processor's cache, and would fill a small heap many times a second. Confined to
/// whoever took it.
final class Workbench {
    private static final int IDLE_MAX = 4;

    /// Larger places than this are not kept.
    private static final int KEPT_BYTES_MAX = 1 << 20;

    private static final byte[] NOTHING = {};
    private static final Queue<Workbench> IDLE = new ArrayBlockingQueue<>(IDLE_MAX);

    private byte[] records = NOTHING;
    private byte[] folded = NOTHING;

    /// One that is free, to be given back.
    static Workbench take() {
        Workbench idle = IDLE.poll();
        return idle == null ? new Workbench() : idle;
    }

    /// Nothing that was laid out here may be read any more.
    void giveBack() {
        if (records.length > KEPT_BYTES_MAX) {
            records = NOTHING;
        }
        if (folded.length > KEPT_BYTES_MAX) {
            folded = NOTHING;
        }
        // When there are enough others, this one is left to the garbage collector.
        var unused = IDLE.offer(this);
    }

    /// Lays out the bytes of all buffers behind the first `skippedBytes`, which lie in the first
    /// buffer. The buffers are not moved.
    ///
    /// @return an array that begins with them
    byte[] layOut(List<ByteBuffer> buffers, int skippedBytes, int size) {
        records = grown(records, size);
        int at = 0;
        int skipped = skippedBytes;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining() - skipped;
            buffer.get(buffer.position() + skipped, records, at, length);
            at += length;
            skipped = 0;
        }
        return records;
    }

    /// A place for what is compressed, of at least this size. Its content is undefined.
    byte[] place(int size) {
        folded = grown(folded, size);
        return folded;
    }

    /// Larger than needed, as the next batch is about as large as this one.
    private static byte[] grown(byte[] bytes, int size) {
        return bytes.length >= size ? bytes : new byte[Math.addExact(size, size / 4)];
    }
}
