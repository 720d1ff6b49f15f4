package io.qanat.log;

import io.qanat.log.disk.NoSpaceException;
import io.qanat.log.segment.SealingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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
        return new StorageException(what + ": " + reason(error), error);
    }

    /// The reason in words: Java's own message is often the file's name alone.
    private static String reason(IOException error) {
        return switch (error) {
            case AccessDeniedException e -> "permission denied for " + e.getFile();
            case NoSuchFileException e -> "there is no " + e.getFile();
            case FileAlreadyExistsException e -> e.getFile() + " is not a directory";
            case FileSystemException e when e.getReason() != null ->
                    e.getReason() + ": " + e.getFile();
            default -> error.getMessage() == null ? error.toString() : error.getMessage();
        };
    }
}
