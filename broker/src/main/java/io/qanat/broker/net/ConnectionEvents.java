package io.qanat.broker.net;

import java.io.IOException;
import java.lang.System.Logger.Level;

/// The log lines of connections. Thread-safe.
///
/// A class of its own, so that the logging framework loads when there is something to say, not when
/// a broker starts.
final class ConnectionEvents {
    private static final System.Logger LOGGER = System.getLogger(ConnectionEvents.class.getName());

    private ConnectionEvents() {}

    static void refused(String remote, String reason) {
        LOGGER.log(Level.WARNING, "connection closed remote={0} reason={1}", remote, reason);
    }

    static void hungUp(String remote, String reason) {
        LOGGER.log(
                Level.WARNING,
                "connection closed after a produce with acks=0 failed remote={0} reason={1}",
                remote,
                reason);
    }

    static void lost(String remote, IOException cause) {
        LOGGER.log(Level.DEBUG, "connection lost remote={0} cause={1}", remote, cause);
    }

    static void turnedAway() {
        LOGGER.log(
                Level.WARNING,
                "connection turned away: too many are open (see connectionsMax), memory is short, or the broker is closing");
    }

    static void acceptFailed(IOException cause) {
        LOGGER.log(Level.ERROR, "accepting a connection failed cause={0}", cause);
    }

    static void defect(Thread thread, Throwable defect) {
        LOGGER.log(Level.ERROR, "connection closed by a defect thread=" + thread.getName(), defect);
    }
}
