package io.qanat.client.internal.accumulator;

import java.util.ArrayList;
import java.util.List;

/// Records for one partition that are appended together, taking its lock once. Confined to the
/// thread that appends.
public final class Run {
    private final List<EncodedRecord> records = new ArrayList<>();
    private int next;

    /// Holds no record yet.
    public Run() {}

    /// Adds a record behind the others.
    public void add(EncodedRecord record) {
        records.add(record);
    }

    /// Whether all records were taken out.
    public boolean isEmpty() {
        return next == records.size();
    }

    /// The next record. Not for an empty one.
    public EncodedRecord first() {
        return records.get(next);
    }

    /// Takes out the next record. Not for an empty one.
    public EncodedRecord removeFirst() {
        EncodedRecord first = first();
        next++;
        if (isEmpty()) {
            records.clear();
            next = 0;
        }
        return first;
    }
}
