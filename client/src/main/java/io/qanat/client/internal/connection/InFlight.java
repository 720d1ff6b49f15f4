package io.qanat.client.internal.connection;

/// A call whose request was given to the wire.
///
/// @param correlationId what its answer begins with
/// @param endByte the position behind its last byte in the stream of all bytes sent
record InFlight(
        Call call,
        int correlationId,
        int version,
        long deadlineNanos,
        long startByte,
        long endByte) {

    boolean isWrittenAt(long bytesWritten) {
        return bytesWritten >= endByte;
    }

    boolean mayBeSentAt(long bytesWritten) {
        return bytesWritten > startByte;
    }
}
