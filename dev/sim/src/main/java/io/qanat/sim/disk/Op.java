package io.qanat.sim.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// One thing that is asked of a disk. Immutable, but valid only while it is asked.
///
/// @param index how many were asked before
/// @param kind what is asked
/// @param path of what; for a file, the name that it was opened by
/// @param position where in the file
/// @param bytes what is to be written; empty for all but writes
/// @param grows whether a write makes its file longer
public record Op(
        int index, OpKind kind, Path path, long position, ByteBuffer bytes, boolean grows) {

    /// Whether a full disk gets in its way.
    public boolean needsRoom() {
        return switch (kind) {
            case WRITE -> grows;
            case CREATE, CREATE_DIRECTORY, RENAME -> true;
            case OPEN, READ, TRUNCATE, FORCE, LIST, DELETE, SYNC_DIRECTORY -> false;
        };
    }

    /// Whether it makes anything durable.
    public boolean isSync() {
        return kind == OpKind.FORCE || kind == OpKind.SYNC_DIRECTORY;
    }

    @Override
    public String toString() {
        return "#%d %s %s at %d, %d bytes%s"
                .formatted(index, kind, path, position, bytes.remaining(), grows ? ", grows" : "");
    }
}
