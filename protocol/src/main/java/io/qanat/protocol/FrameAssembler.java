package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes of one connection in, whole frames out.
///
/// ```
/// while (channel.read(assembler.space()) >= 0)
///     for (var frame = assembler.next(); frame.isPresent(); frame = assembler.next()) handle(frame.get());
/// ```
///
/// Each frame gets a heap buffer of its own, which is never touched again here. A frame that does
/// not fit the inbox is read straight into its buffer, which grows with the bytes that arrive and
/// not with what the size field claims. Confined to the thread that reads the connection.
public final class FrameAssembler {
    /// Largest frame by default, in bytes. A larger one is refused at its size field, before
    /// anything is allocated for it.
    public static final int FRAME_BYTES_MAX = 100 * 1024 * 1024;

    private static final int SIZE_BYTES = 4;
    private static final int INBOX_BYTES = 16 * 1024;

    /// What a frame that does not fit the inbox may have before its bytes are there.
    private static final int LARGE_FRAME_START_BYTES = 256 * 1024;

    private static final int LARGE_FRAME_GROWTH = 4;

    /// Most room that is offered at once: a socket channel copies through a direct buffer as large
    /// as the room, and keeps it.
    private static final int SPACE_BYTES_MAX = 128 * 1024;

    private final int frameBytesMax;
    private final ByteBuffer inbox = ByteBuffer.allocate(INBOX_BYTES).limit(0);
    private boolean inboxIsFilling;
    private @Nullable ByteBuffer large;
    private int largeSize;

    /// Refuses frames above `frameBytesMax` bytes.
    public FrameAssembler(int frameBytesMax) {
        this.frameBytesMax = frameBytesMax;
    }

    /// The buffer to put the connection's next bytes into, at its position. It has room, and is
    /// good until [#next] is called.
    public ByteBuffer space() {
        if (large != null) {
            return largeSpace(large);
        }
        if (!inboxIsFilling) {
            inbox.compact();
            inboxIsFilling = true;
        }
        return inbox;
    }

    /// The next whole frame without its size field, empty when that needs more bytes.
    ///
    /// @throws ProtocolException when what follows is no frame, or one above the limit
    public Optional<ByteBuffer> next() {
        if (large != null) {
            return nextLarge(large);
        }
        if (inboxIsFilling) {
            inbox.flip();
            inboxIsFilling = false;
        }
        if (inbox.remaining() < SIZE_BYTES) {
            return Optional.empty();
        }
        int size = checked(inbox.getInt(inbox.position()));
        if (inbox.remaining() - SIZE_BYTES >= size) {
            inbox.getInt();
            return Optional.of(take(size));
        }
        if (size > INBOX_BYTES - SIZE_BYTES) {
            inbox.getInt();
            large = ByteBuffer.allocate(Math.min(size, LARGE_FRAME_START_BYTES)).put(inbox);
            largeSize = size;
        }
        return Optional.empty();
    }

    /// Whether the bytes so far end inside a frame: a connection that closes here was cut off.
    public boolean isMidFrame() {
        return large != null || (inboxIsFilling ? inbox.position() > 0 : inbox.hasRemaining());
    }

    private ByteBuffer largeSpace(ByteBuffer frame) {
        ByteBuffer roomy = frame;
        if (frame.position() == frame.capacity()) {
            long grown = (long) frame.capacity() * LARGE_FRAME_GROWTH;
            roomy = ByteBuffer.allocate((int) Math.min(largeSize, grown)).put(frame.flip());
            large = roomy;
        }
        return roomy.limit(Math.min(roomy.capacity(), roomy.position() + SPACE_BYTES_MAX));
    }

    private Optional<ByteBuffer> nextLarge(ByteBuffer frame) {
        if (frame.position() < largeSize) {
            return Optional.empty();
        }
        large = null;
        return Optional.of(frame.flip());
    }

    private ByteBuffer take(int size) {
        ByteBuffer frame = ByteBuffer.allocate(size);
        frame.put(0, inbox, inbox.position(), size);
        inbox.position(inbox.position() + size);
        return frame;
    }

    private int checked(int size) {
        if (size >= 0 && size <= frameBytesMax) {
            return size;
        }
        throw new ProtocolException(
                switch (size >>> 16) {
                    // A TLS alert or handshake record of TLS 1.x, see KIP-498.
                    case 0x1503, 0x1603 ->
                            "TLS bytes where a frame should begin: one side speaks TLS, the other does not";
                    // "GE", "PO", "PU" and "HT"
                    case 0x4745, 0x504f, 0x5055, 0x4854 -> "HTTP where a frame should begin";
                    default -> "frame of " + size + " bytes, above the limit of " + frameBytesMax;
                });
    }
}
