package io.qanat.client.internal.source;

import io.qanat.client.ClientException;
import io.qanat.client.TopicPartition;

/// Why a partition cannot be read on. Immutable.
public record FetchFailure(TopicPartition partition, long generation, ClientException cause)
        implements Fetched {
    @Override
    public int sizeInBytes() {
        return 0;
    }
}
