package io.qanat.sim.planted;

import io.qanat.log.Log;
import io.qanat.sim.session.Candidate;
import java.time.Duration;

/// The bug of a log that does not know its producers again after an opening.
final class ForgetfulLogs {
    private static final long LATE_MILLIS = Duration.ofDays(1000).toMillis();

    private ForgetfulLogs() {}

    /// Whoever has sent before an opening is unknown after it.
    static Candidate forgettingProducers() {
        return HastyLogs.behind(ForgetfulLogs::forgetting);
    }

    private static Log forgetting(Log log) {
        // The first time that is told forgets nobody.
        log.expireProducers(0);
        log.expireProducers(LATE_MILLIS);
        return new LogDecorator(log);
    }
}
