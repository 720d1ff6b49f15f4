package io.qanat.log;

import io.qanat.log.disk.NoSpaceException;
import io.qanat.log.segment.SealingException;
import java.io.IOException;

/// The translation of the disk's errors into the log's.
final class Failure {
    private Failure() {}

    /// @param what what was being done
    static LogException of(String what, IOException error) {
        if (error instanceof NoSpaceException) {
            return new DiskFullException(error);
        }
        if (error instanceof SealingException) {
            return new LogSealedException(error);
        }
        return new StorageException(what, error);
    }
}
