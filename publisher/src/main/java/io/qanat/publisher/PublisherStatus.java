package io.qanat.publisher;

/// How a publisher is at one moment. Immutable.
///
/// @param phase where it is in its life
/// @param trouble why it is not ready, or what is wrong at present; empty when nothing is
/// @param openEvents how many events wait for their outcome
public record PublisherStatus(Phase phase, String trouble, long openEvents) {
    /// The life of a publisher.
    public enum Phase {
        /// Not started.
        NEW,
        /// Started, and on its way to be ready.
        STARTING,
        /// Connected, and sure of the topics that were declared.
        READY,
        /// Was ready, and lost the other side; it goes on trying, and events wait meanwhile.
        TROUBLED,
        /// Takes no more events.
        STOPPED
    }

    /// Whether events that are sent now are likely to be stored soon.
    public boolean isReady() {
        return phase == Phase.READY;
    }
}
