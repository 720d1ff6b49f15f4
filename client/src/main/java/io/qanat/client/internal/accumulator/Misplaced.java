package io.qanat.client.internal.accumulator;

import io.qanat.client.PartitionerException;
import org.jspecify.annotations.Nullable;

/// A record that has waited for its topic's partitions, and has none. Immutable.
///
/// @param failure the partitioner's; null when the record asked for a partition that does not exist
public record Misplaced(Unplaced unplaced, @Nullable PartitionerException failure) {}
