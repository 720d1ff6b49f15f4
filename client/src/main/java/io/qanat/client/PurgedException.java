package io.qanat.client;

/// A record that was given up because its producer was purged.
public final class PurgedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// For all records of a purge.
    public PurgedException() {
        super("the producer was purged before the record had its outcome", null);
    }
}
