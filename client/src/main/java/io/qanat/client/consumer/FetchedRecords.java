package io.qanat.client.consumer;

import java.util.ArrayList;
import java.util.List;

/// What one `poll` brought, by partition. Confined to the thread that polls.
public final class FetchedRecords {
    private final List<FetchedPartition> partitions;

    FetchedRecords(List<FetchedPartition> partitions) {
        this.partitions = List.copyOf(partitions);
    }

    /// The partitions of which there is something, in the order in which it was fetched. A
    /// partition may come more than once.
    public List<FetchedPartition> partitions() {
        return partitions;
    }

    /// Whether nothing was fetched.
    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /// Visits all records, those of each partition in order.
    ///
    /// @throws io.qanat.client.CorruptBatchException when a batch cannot be read
    public void forEach(RecordVisitor visitor) {
        partitions.forEach(partition -> partition.forEach(visitor));
    }

    /// All records, copied.
    ///
    /// @throws io.qanat.client.CorruptBatchException when a batch cannot be read
    public List<ConsumedRecord> toList() {
        var records = new ArrayList<ConsumedRecord>();
        forEach(view -> records.add(view.copy()));
        return records;
    }
}
