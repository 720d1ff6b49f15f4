package io.qanat.log.disk;

import java.io.IOException;

/// An exclusive lock that is held, until it is closed or the process ends.
public interface DiskLock extends AutoCloseable {
    /// Leaves one line for those who find the lock taken; an empty one removes the note.
    void note(String note) throws IOException;

    /// Removes the note and gives the lock back.
    @Override
    void close() throws IOException;
}
