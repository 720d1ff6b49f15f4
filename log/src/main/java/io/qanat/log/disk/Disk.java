package io.qanat.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A place for files and directories, with the durability rules of a POSIX file system.
///
/// What was written is durable after [DiskFile#force()]; that a name exists, is gone or has moved
/// is durable after [#syncDirectory(Path)] of the directory that holds the name. Implementations
/// are thread-safe.
public interface Disk {
    /// How a file is opened.
    enum Access {
        /// The file must exist and is only read.
        READ,
        /// The file is read and written, and created when absent.
        WRITE
    }

    /// Opens a file.
    ///
    /// @throws java.nio.file.NoSuchFileException when it must exist and does not
    /// @throws NoSpaceException when there is no room for a new file
    DiskFile open(Path file, Access access) throws IOException;

    /// Whether a file or directory has this name.
    boolean exists(Path path);

    /// The names in a directory, sorted.
    List<String> list(Path directory) throws IOException;

    /// Whether the path names a directory.
    boolean isDirectory(Path path);

    /// Creates a directory and its parents; it may exist already.
    void createDirectory(Path directory) throws IOException;

    /// Renames a file or a directory in one step, replacing a file of the new name.
    void rename(Path from, Path to) throws IOException;

    /// Deletes a file or an empty directory; it may be absent.
    void delete(Path path) throws IOException;

    /// Makes the directory's names durable.
    void syncDirectory(Path directory) throws IOException;

    /// Takes the exclusive lock that this file stands for, or returns empty when somebody holds it.
    Optional<DiskLock> tryLock(Path file) throws IOException;

    /// The note that the holder of this lock file left, when there is a whole one.
    Optional<String> lockNote(Path file) throws IOException;

    /// The whole content of a small file.
    ///
    /// @param sizeBytesMax the size above which the file is refused
    default ByteBuffer content(Path file, int sizeBytesMax) throws IOException {
        try (DiskFile open = open(file, Access.READ)) {
            long sizeBytes = open.sizeInBytes();
            if (sizeBytes > sizeBytesMax) {
                throw new IOException(
                        file
                                + " has "
                                + sizeBytes
                                + " bytes, at most "
                                + sizeBytesMax
                                + " expected");
            }
            ByteBuffer content = ByteBuffer.allocate((int) sizeBytes);
            open.readFully(content, 0);
            return content.flip();
        }
    }
}
