package io.qanat.client.internal.accumulator;

import io.qanat.record.BatchBuilder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The batch of one partition that still takes records. Thread-safe.
public final class PartitionBuffer {
    /// The header of a batch on the wire.
    private static final int BATCH_OVERHEAD_BYTES = 61;

    private final String topic;
    private final int partition;
    private final Gathering gathering;
    private final SizeEstimate sizeEstimate;

    /// Guards: open, recordsExpected, isClosed, runBytes. Under it the budget is asked, which never
    /// waits.
    private final ReentrantLock lock = new ReentrantLock();

    /// Batches with an open outcome that no request refers to.
    private final AtomicInteger waiting = new AtomicInteger();

    private @Nullable Batch open;

    /// What the next batch is likely to take: an eighth more than the last one.
    private int recordsExpected;

    private boolean isClosed;
    private long runBytes;

    PartitionBuffer(String topic, int partition, Gathering gathering, SizeEstimate sizeEstimate) {
        this.topic = topic;
        this.partition = partition;
        this.gathering = gathering;
        this.sizeEstimate = sizeEstimate;
    }

    /// The topic's name.
    public String topic() {
        return topic;
    }

    /// The partition's index.
    public int partition() {
        return partition;
    }

    /// Ends a batch, if it still takes records.
    public void close(Batch batch) {
        lock.lock();
        try {
            if (open == batch) {
                noteSize(batch);
                open = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether a batch still takes records.
    public boolean isOpen(Batch batch) {
        lock.lock();
        try {
            return open == batch;
        } finally {
            lock.unlock();
        }
    }

    /// For how many records the next batch takes memory at first. Asked under the lock.
    int recordsExpected() {
        return recordsExpected;
    }

    /// Guards the records of this partition's batches until they are sealed.
    ReentrantLock lock() {
        return lock;
    }

    /// Tells the loop of a batch that has lost many of its records, or all.
    void thinned(Batch batch) {
        gathering.thinned(batch);
    }

    long nanos() {
        return gathering.nanos();
    }

    long lingerNanos() {
        return gathering.lingerNanos();
    }

    /// How many of its batches wait to be sent, or to be sent again.
    int waitingBatches() {
        return waiting.get();
    }

    /// A batch begins to wait.
    void waits() {
        waiting.incrementAndGet();
    }

    /// A batch waits no longer.
    void leaves() {
        waiting.decrementAndGet();
    }

    /// What the batches of its topic are expected to take.
    SizeEstimate sizeEstimate() {
        return sizeEstimate;
    }

    /// Whether a batch with so many bytes of records, before they are compressed, may have another
    /// one.
    boolean hasRoom(long plainBytes) {
        return sizeEstimate.of(plainBytes) <= gathering.batchBytesMax()
                && plainBytes <= gathering.plainBytesMax();
    }

    /// What a batch of this size takes in its chunks.
    long bytesFor(long batchBytes) {
        return gathering.bytesFor(batchBytes);
    }

    /// What a batch of these records is built with.
    BatchBuilder newBuilder() {
        return gathering.newBuilder(sizeEstimate.way());
    }

    /// A batch of this topic was refused for its size.
    public void refusedAsTooLarge() {
        sizeEstimate.distrust();
    }

    /// What a batch of these records is rewritten with.
    BatchBuilder plainBuilder() {
        return gathering.plainBuilder();
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }

    Admission append(EncodedRecord record) {
        boolean isNew;
        boolean isEndOfRun;
        lock.lock();
        try {
            if (isClosed) {
                return Admission.CLOSED;
            }
            Batch before = open;
            long sentNanos = record.sentNanos(gathering.clock());
            long deadlineNanos = gathering.deadlineNanos(record, sentNanos);
            Batch batch = batchFor(record, false, sentNanos, deadlineNanos);
            if (batch == null) {
                return Admission.NO_ROOM;
            }
            append(batch, record, deadlineNanos);
            isNew = batch != before;
            isEndOfRun = count(record.sizeBound());
        } finally {
            lock.unlock();
        }
        if (isNew && !record.isAttended()) {
            gathering.ring();
        }
        return isEndOfRun ? Admission.ADMITTED_END_OF_RUN : Admission.ADMITTED;
    }

    /// Appends records as far as there is room, and takes them out of the run; not beyond the end
    /// of a run of bytes.
    ///
    /// @param run not empty
    Admission append(Run run) {
        boolean isNew = false;
        Admission admission = Admission.ADMITTED;
        lock.lock();
        try {
            if (isClosed) {
                return Admission.CLOSED;
            }
            while (admission == Admission.ADMITTED && !run.isEmpty()) {
                EncodedRecord record = run.first();
                Batch before = open;
                long sentNanos = record.sentNanos(gathering.clock());
                long deadlineNanos = gathering.deadlineNanos(record, sentNanos);
                Batch batch = batchFor(record, false, sentNanos, deadlineNanos);
                if (batch == null) {
                    admission = Admission.NO_ROOM;
                } else {
                    append(batch, run.removeFirst(), deadlineNanos);
                    isNew |= batch != before;
                    admission =
                            count(record.sizeBound())
                                    ? Admission.ADMITTED_END_OF_RUN
                                    : Admission.ADMITTED;
                }
            }
        } finally {
            lock.unlock();
        }
        if (isNew) {
            gathering.ring();
        }
        return admission;
    }

    /// Appends a record that was admitted when its partition was not known. Called by the loop.
    Admission place(Unplaced unplaced) {
        EncodedRecord record = unplaced.record();
        lock.lock();
        try {
            Batch batch =
                    isClosed
                            ? null
                            : batchFor(
                                    record,
                                    true,
                                    unplaced.createdNanos(),
                                    unplaced.deadlineNanos());
            if (batch == null) {
                return Admission.CLOSED;
            }
            append(batch, record, unplaced.deadlineNanos());
            return count(record.sizeBound()) ? Admission.ADMITTED_END_OF_RUN : Admission.ADMITTED;
        } finally {
            lock.unlock();
        }
    }

    /// Takes no records from now on.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            open = null;
        } finally {
            lock.unlock();
        }
    }

    private void append(Batch batch, EncodedRecord record, long deadlineNanos) {
        batch.append(record, deadlineNanos);
        if (batch.hasten(deadlineNanos)) {
            gathering.hastened(batch);
        }
    }

    /// The open batch if the record fits, else a new one; null when the budget has no room.
    private @Nullable Batch batchFor(
            EncodedRecord record, boolean isPlaced, long sentNanos, long deadlineNanos) {
        int sizeBound = record.sizeBound();
        Batch batch = open;
        if (batch != null && batch.accepts(sizeBound)) {
            return batch.reserve(sizeBound, isPlaced) ? batch : null;
        }
        if (batch != null) {
            noteSize(batch);
        }
        long bytes = gathering.bytesFor((long) sizeBound + BATCH_OVERHEAD_BYTES);
        var opening = new Opening(bytes, isPlaced, sentNanos, deadlineNanos, gathering.nanos());
        batch = gathering.openBatch(this, opening);
        if (batch != null) {
            waits();
            open = batch;
        }
        return batch;
    }

    private void noteSize(Batch batch) {
        int records = batch.reportsSize();
        recordsExpected = records + records / 8;
    }

    private boolean count(int sizeBound) {
        runBytes += sizeBound;
        if (hasRoom(runBytes + 1)) {
            return false;
        }
        runBytes = 0;
        return true;
    }
}
