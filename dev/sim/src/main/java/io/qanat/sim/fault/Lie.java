package io.qanat.sim.fault;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A write that did not happen as its caller was told. The bytes must not be changed.
///
/// @param path the file
/// @param bytes all that was to be written
public record Lie(Path path, ByteBuffer bytes) {
    /// Whether the write was to bring these bytes to the disk, among others.
    public boolean covers(ByteBuffer wanted) {
        int last = bytes.remaining() - wanted.remaining();
        for (int at = 0; at <= last; at++) {
            if (bytes.slice(at, wanted.remaining()).equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
