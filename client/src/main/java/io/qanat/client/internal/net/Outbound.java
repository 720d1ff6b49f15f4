package io.qanat.client.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;

/// The buffers that wait for one socket, written as many at a time as the system takes. Confined to
/// the client's loop.
final class Outbound {
    /// What Linux takes in one call.
    private static final int BUFFERS_PER_WRITE_MAX = 1024;

    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private ByteBuffer[] batch = new ByteBuffer[16];

    void add(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            waiting.addLast(buffer);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Writes once; returns the number of bytes that the socket took.
    long writeTo(GatheringByteChannel channel) throws IOException {
        int count = Math.min(waiting.size(), BUFFERS_PER_WRITE_MAX);
        if (batch.length < count) {
            batch = new ByteBuffer[Math.max(count, 2 * batch.length)];
        }
        int i = 0;
        for (ByteBuffer buffer : waiting) {
            if (i == count) {
                break;
            }
            batch[i++] = buffer;
        }
        long bytes = channel.write(batch, 0, count);
        for (int k = 0; k < count; k++) {
            if (!batch[k].hasRemaining()) {
                waiting.removeFirst();
            }
        }
        return bytes;
    }

    /// Forgets what was not written; none of the buffers is read any more.
    void clear() {
        waiting.clear();
        batch = new ByteBuffer[0];
    }
}
