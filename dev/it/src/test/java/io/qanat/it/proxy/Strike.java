package io.qanat.it.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// The passing of one frame to which something happens. Immutable.
///
/// @param apiId of the request, also when the frame is its answer
record Strike(Fault fault, int apiId, Gate gate) {
    private static final int PIECES = 10;
    private static final int CORRELATION_ID_BYTE = 4;

    /// Far from all that a client uses.
    private static final int STRAY_BIT = 1 << 30;

    /// The connection is to end.
    static final class EndException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean isReset;

        EndException(boolean isReset) {
            super(isReset ? "reset" : "closed", null);
            this.isReset = isReset;
        }

        boolean isReset() {
            return isReset;
        }
    }

    /// Passes the frame on, as far as the fault lets it.
    ///
    /// @throws EndException when the fault ends the connection
    void pass(byte[] frame, OutputStream out) throws IOException {
        int before = fault.bytesBefore(frame.length);
        switch (fault.kind()) {
            case LOST, REFUSED -> throw new EndException(true);
            case CUT -> {
                out.write(frame, 0, before);
                throw new EndException(true);
            }
            case HALF -> {
                out.write(frame, 0, before);
                throw new EndException(false);
            }
            case STALLED -> {
                out.write(frame, 0, before);
                gate.pause(fault.time());
                out.write(frame, before, frame.length - before);
            }
            case DELAYED -> {
                gate.pause(fault.time());
                out.write(frame);
            }
            case SLOW -> slowly(frame, out);
            case TWICE -> {
                out.write(frame);
                out.write(frame);
            }
            case CORRUPT -> out.write(Corruption.of(frame, fault.side(), apiId, fault.place()));
            case STRAY -> {
                out.write(stray(frame));
                out.write(frame);
            }
            // What is special about these happens to other frames.
            case REPLAYED, SWAPPED -> out.write(frame);
        }
    }

    private void slowly(byte[] frame, OutputStream out) throws IOException {
        int piece = Math.ceilDiv(frame.length, PIECES);
        for (int at = 0; at < frame.length; at += piece) {
            gate.pause(fault.time().dividedBy(PIECES));
            out.write(frame, at, Math.min(piece, frame.length - at));
        }
    }

    private static byte[] stray(byte[] frame) {
        byte[] copy = frame.clone();
        ByteBuffer view = ByteBuffer.wrap(copy);
        view.putInt(CORRELATION_ID_BYTE, view.getInt(CORRELATION_ID_BYTE) ^ STRAY_BIT);
        return copy;
    }
}
