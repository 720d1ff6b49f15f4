package io.qanat.client;

/// A record that was taken back before any broker got it.
public final class CancelledException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Says what was taken back.
    ///
    /// @param action as "produce to orders-3"
    public CancelledException(String action) {
        super(action + " was cancelled before it was sent", null);
    }

    /// The record can be sent again: it is in no log.
    @Override
    public boolean isRetriable() {
        return true;
    }
}
