package io.qanat.client.internal.source;

import io.qanat.client.TopicPartition;

/// What a partition was asked for. Immutable.
record FetchedFor(TopicPartition partition, long generation, long offset) {}
