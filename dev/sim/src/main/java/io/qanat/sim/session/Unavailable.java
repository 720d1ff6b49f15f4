package io.qanat.sim.session;

import io.qanat.log.LogException;

/// The log could not be opened, and the fault excuses that.
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(LogException cause) {
        super(cause);
    }
}
