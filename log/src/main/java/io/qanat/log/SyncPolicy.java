package io.qanat.log;

/// When a log makes bytes durable.
public enum SyncPolicy {
    /// Before they are acknowledged to `acks=all`, before consumers see them, and after a named
    /// delay in any case.
    FSYNC(true, true),
    /// When a segment is full, when the log is closed, and otherwise when the operating system sees
    /// fit: a power cut may take what was acknowledged.
    OS(false, true),
    /// Never: for a log that need not outlive its process.
    MEMORY(false, false);

    private final boolean syncsAppends;
    private final boolean syncsFiles;

    SyncPolicy(boolean syncsAppends, boolean syncsFiles) {
        this.syncsAppends = syncsAppends;
        this.syncsFiles = syncsFiles;
    }

    /// Whether an append is durable before it is acknowledged and seen.
    public boolean syncsAppends() {
        return syncsAppends;
    }

    /// Whether an append goes to a write-ahead log, which makes it durable.
    public boolean writesAhead() {
        return syncsAppends;
    }

    /// Whether directories and finished files are made durable.
    public boolean syncsFiles() {
        return syncsFiles;
    }
}
