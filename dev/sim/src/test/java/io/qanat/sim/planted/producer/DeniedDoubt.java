package io.qanat.sim.planted.producer;

import io.qanat.client.producer.Outcome;
import io.qanat.sim.producer.Ports;

/// Ambiguous error called `NotPersisted`: without an acknowledgement, nothing can be in the log.
final class DeniedDoubt implements Ports {
    @Override
    public Outcome told(Outcome outcome) {
        return outcome instanceof Outcome.PossiblyPersisted doubt
                ? new Outcome.NotPersisted(doubt.cause(), doubt.timeline())
                : outcome;
    }
}
