package io.qanat.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// What is wrong with a file, in words. Stateless.
final class FileTrouble {
    private FileTrouble() {}

    /// The line about a path that could not be read; Java's own is often the name alone.
    static String line(Path path, IOException e) {
        return "cannot read " + path + ": " + reason(e);
    }

    /// The line about a path that could not be written.
    static String unwritten(Path path, IOException e) {
        return "cannot write " + path + ": " + reason(e);
    }

    private static String reason(IOException error) {
        return switch (error) {
            case NoSuchFileException e -> "there is no such file";
            case NotDirectoryException e -> "it is no folder";
            case AccessDeniedException e -> "permission denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> CommandFailure.line(error);
        };
    }
}
