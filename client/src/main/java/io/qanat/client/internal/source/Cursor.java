package io.qanat.client.internal.source;

import io.qanat.client.TopicPartition;

/// Where one partition is fetched next. Confined to the client's loop.
final class Cursor {
    private final TopicPartition partition;
    private long generation;
    private long offset;
    private int failures;
    private long pausedUntilNanos;
    private boolean isStopped;

    Cursor(TopicPartition partition, long offset, long generation, long nowNanos) {
        this.partition = partition;
        this.offset = offset;
        this.generation = generation;
        this.pausedUntilNanos = nowNanos;
    }

    TopicPartition partition() {
        return partition;
    }

    int failures() {
        return failures;
    }

    /// What is to be fetched now.
    FetchedFor question() {
        return new FetchedFor(partition, generation, offset);
    }

    /// Whether an answer still fits.
    boolean isAt(FetchedFor question) {
        return generation == question.generation() && offset == question.offset();
    }

    boolean isDue(long nowNanos) {
        return !isStopped && nowNanos - pausedUntilNanos >= 0;
    }

    long pausedUntilNanos() {
        return pausedUntilNanos;
    }

    void seek(long to, long sought) {
        offset = to;
        generation = sought;
        isStopped = false;
    }

    void moveTo(long next) {
        offset = next;
        failures = 0;
    }

    void pauseUntil(long nanos) {
        failures++;
        pausedUntilNanos = nanos;
    }

    /// Until it is sought elsewhere.
    void stop() {
        isStopped = true;
    }
}
