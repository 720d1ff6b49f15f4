package io.qanat.it.proxy;

import io.qanat.protocol.ApiKey;

/// The flip of one bit of a frame.
///
/// A frame has no checksum, only the batches in it have one: TCP's must do. So a flipped bit may
/// turn one topic into another, or an error into a success, and no client could tell. Frames that
/// decide about records are struck where it can be noticed: in the size, in the correlation id, and
/// in the checked part of a batch. All others are struck anywhere.
final class Corruption {
    private static final int SIZE_BYTES = 4;
    private static final int REQUEST_CORRELATION_ID_BYTE = 8;
    private static final int ANSWER_HEAD_BYTES = 8;

    /// What may follow the last batch of a request: empty tagged fields.
    private static final int TAIL_BYTES = 3;

    /// Of the end of a batch, so much is surely covered by its checksum.
    private static final int CHECKED_BYTES = 40;

    /// A larger size than any peer takes, so that none allocates memory for it.
    private static final int BIT_OF_FIRST_BYTE = 0x40;

    private Corruption() {}

    /// A copy of the frame with one bit flipped.
    static byte[] of(byte[] frame, Side side, int apiId, int draw) {
        byte[] copy = frame.clone();
        int at = position(frame.length, side, apiId, draw);
        copy[at] ^= (byte) (at == 0 ? BIT_OF_FIRST_BYTE : 1 << draw % Byte.SIZE);
        return copy;
    }

    private static int position(int frameBytes, Side side, int apiId, int draw) {
        // Not the bits that choose which one of the byte is flipped.
        int place = draw / Byte.SIZE;
        boolean isProduce = apiId == ApiKey.PRODUCE.id();
        if (side == Side.ANSWER) {
            boolean decides = isProduce || apiId == ApiKey.INIT_PRODUCER_ID.id();
            return place % (decides ? ANSWER_HEAD_BYTES : frameBytes);
        }
        if (!isProduce) {
            return place % frameBytes;
        }
        int choice = place % (2 * SIZE_BYTES + CHECKED_BYTES);
        if (choice < SIZE_BYTES) {
            return choice;
        }
        return choice < 2 * SIZE_BYTES
                ? REQUEST_CORRELATION_ID_BYTE + choice - SIZE_BYTES
                : frameBytes - TAIL_BYTES - 1 - (choice - 2 * SIZE_BYTES);
    }
}
