package io.qanat.client.producer;

/// A future before which somebody else hears of the record. Thread-safe.
final class InterceptedOutcome extends PendingOutcome {
    private final Callback first;

    InterceptedOutcome(Callback first) {
        this.first = first;
    }

    @Override
    public void completed(Outcome outcome) {
        first.completed(outcome);
        super.completed(outcome);
    }
}
