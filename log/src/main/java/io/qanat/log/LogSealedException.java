package io.qanat.log;

import java.io.IOException;

/// A sync failed, so that nobody knows what is on the disk: the log takes no more writes until it
/// is opened again. Reads of what was durable before still work. Whether the append that met the
/// error is stored is not known.
public final class LogSealedException extends LogException {
    private static final long serialVersionUID = 1L;

    LogSealedException(Throwable cause) {
        super(
                "the log is sealed after "
                        + (cause instanceof IOException ? "a disk error" : "a defect")
                        + " and takes no writes until it is opened again: "
                        + (cause.getMessage() == null ? cause : cause.getMessage()),
                cause);
    }
}
