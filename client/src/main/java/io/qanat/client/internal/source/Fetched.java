package io.qanat.client.internal.source;

import io.qanat.client.TopicPartition;

/// Something that a fetch brought of one partition. Immutable.
public sealed interface Fetched permits FetchedBatches, FetchFailure {
    /// The partition.
    TopicPartition partition();

    /// The assignment or seek that it was fetched for.
    long generation();

    /// What it takes of the inbox.
    int sizeInBytes();
}
