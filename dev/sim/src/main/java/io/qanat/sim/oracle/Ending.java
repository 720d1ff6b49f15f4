package io.qanat.sim.oracle;

/// How a log came to its end, which says what it must still have.
public enum Ending {
    /// The power went: what was synced or shown to readers must be there.
    POWER_LOSS,
    /// The program was killed: what was answered as written must be there too.
    KILL,
    /// The log was closed: all that was appended must be there.
    CLOSE
}
