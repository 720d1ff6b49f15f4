package io.qanat.sim.disk;

/// What a program can ask of a disk.
public enum OpKind {
    /// Opens a file that exists.
    OPEN,
    /// Opens a file that does not exist yet.
    CREATE,
    /// Reads bytes of a file.
    READ,
    /// Writes bytes of a file.
    WRITE,
    /// Cuts a file.
    TRUNCATE,
    /// Makes a file's bytes durable.
    FORCE,
    /// Reads the names in a directory.
    LIST,
    /// Makes a directory.
    CREATE_DIRECTORY,
    /// Gives a file or directory another name.
    RENAME,
    /// Takes a name away.
    DELETE,
    /// Makes a directory's names durable.
    SYNC_DIRECTORY
}
