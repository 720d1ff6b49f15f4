package io.qanat.client.producer.partition;

import org.jspecify.annotations.Nullable;

/// Chooses the partition of records that do not name one.
///
/// Called once for each record, after its key and value were serialized: on the thread that sends
/// it, at the same time as for other records; or on a thread of its own for records that were sent
/// before the partitions of their topic were known. So it must be thread-safe. It may take its
/// time, which is the time of these threads. When it throws, or names a partition that does not
/// exist, its record alone is not persisted.
///
/// One that keeps the customers of a region together, each half in the order of its keys:
///
/// ```java
/// Partitioner byRegion = (key, value, partitions) -> {
///     int half = Math.max(1, partitions.count() / 2);
///     if (key == null) {
///         return partitions.sticky();
///     }
///     return Keys.startsWith(key, "US-")
///             ? partitions.ofKey(key, 0, half)
///             : partitions.ofKey(key, half, partitions.count());
/// };
/// ```
///
/// @see StockPartitioner
@FunctionalInterface
public interface Partitioner {
    /// The partition of a record.
    ///
    /// @param key as it will be sent; not to be changed
    /// @param value as it will be sent; not to be changed
    /// @param partitions what there is to choose from
    /// @return from 0 to the number of partitions less one
    int partition(byte @Nullable [] key, byte @Nullable [] value, Partitions partitions);
}
