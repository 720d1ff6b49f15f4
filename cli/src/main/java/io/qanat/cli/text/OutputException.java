package io.qanat.cli.text;

import java.io.IOException;

/// The data output took no more bytes. Whoever writes has nothing left to do.
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
        super("cannot write to stdout: " + cause.getMessage(), cause);
    }

    /// Whether whoever read the stream has enough, as `head` after ten lines. The JDK has only
    /// words for this.
    public boolean isReaderGone() {
        var cause = getCause();
        return cause != null && String.valueOf(cause.getMessage()).contains("Broken pipe");
    }
}
