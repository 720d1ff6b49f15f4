package io.qanat.log.inspect;

/// Who has a data folder open, as far as that can be known without asking for its lock.
public enum FolderUse {
    /// Nobody, and it was closed in order: nothing may be unfinished.
    CLOSED,
    /// A broker: the ends of its files are being written.
    OPEN,
    /// Nobody any more, and it was not closed in order.
    CRASHED,
    /// A broker, or nobody after a crash.
    UNKNOWN
}
