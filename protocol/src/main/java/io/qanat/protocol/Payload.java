package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes that travel by reference: record batches, never copied between a message and a socket or a
/// log.
///
/// The buffers' contents are the caller's to keep unchanged while the payload is in use; their
/// positions are not touched. Immutable.
public final class Payload {
    /// No bytes.
    public static final Payload EMPTY = new Payload(List.of(), 0);

    private final List<ByteBuffer> buffers;
    private final int sizeInBytes;

    private Payload(List<ByteBuffer> buffers, int sizeInBytes) {
        this.buffers = buffers;
        this.sizeInBytes = sizeInBytes;
    }

    /// The bytes between position and limit of each buffer, in order.
    public static Payload of(ByteBuffer... buffers) {
        return of(Arrays.asList(buffers));
    }

    /// The bytes between position and limit of each buffer, in order.
    public static Payload of(List<ByteBuffer> buffers) {
        long size = 0;
        for (ByteBuffer buffer : buffers) {
            size += buffer.remaining();
        }
        return new Payload(duplicates(buffers), Math.toIntExact(size));
    }

    /// The bytes of one buffer that nobody else moves.
    static Payload ofOwned(ByteBuffer buffer) {
        return buffer.hasRemaining() ? new Payload(List.of(buffer), buffer.remaining()) : EMPTY;
    }

    /// The number of bytes in all buffers.
    public int sizeInBytes() {
        return sizeInBytes;
    }

    /// Whether there are any bytes.
    public boolean hasRemaining() {
        return sizeInBytes > 0;
    }

    /// The buffers as duplicates: their positions are the caller's.
    public List<ByteBuffer> buffers() {
        return duplicates(buffers);
    }

    /// All bytes in one buffer: a duplicate of the only one, else a copy.
    public ByteBuffer joined() {
        if (buffers.size() == 1) {
            return buffers.getFirst().duplicate();
        }
        ByteBuffer copy = ByteBuffer.allocate(sizeInBytes);
        for (ByteBuffer buffer : buffers) {
            copy.put(buffer.duplicate());
        }
        return copy.flip();
    }

    /// Whether `other` is a payload of the same bytes, however they are divided.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload payload
                && payload.sizeInBytes == sizeInBytes
                && payload.joined().equals(joined());
    }

    @Override
    public int hashCode() {
        return joined().hashCode();
    }

    @Override
    public String toString() {
        return "Payload[" + sizeInBytes + " bytes]";
    }

    /// Adds the buffers as duplicates.
    void addTo(List<ByteBuffer> target) {
        for (ByteBuffer buffer : buffers) {
            target.add(buffer.duplicate());
        }
    }

    private static List<ByteBuffer> duplicates(List<ByteBuffer> buffers) {
        ByteBuffer[] duplicates = new ByteBuffer[buffers.size()];
        for (int i = 0; i < duplicates.length; i++) {
            duplicates[i] = buffers.get(i).duplicate();
        }
        return Collections.unmodifiableList(Arrays.asList(duplicates));
    }
}
