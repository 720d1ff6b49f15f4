package io.qanat.client.internal.accumulator;

import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Records of one partition that travel together.
///
/// While it is open it is guarded by the lock of its [PartitionBuffer]. Once closed, its content
/// never changes; it belongs to the loop, but for [#build], which one worker may run, and
/// [#complete], which the completion executor runs.
public final class Batch {
    private final PartitionBuffer home;
    private final Budget budget;
    private final BatchBuilder builder;
    private final Opening opening;
    private final Reports reports = new Reports();
    private long reservedBytes;
    private long lineNanos;
    private boolean isTorn;
    private @Nullable BuiltBatch built;
    private Lease lease = Lease.Held.HELD;

    Batch(PartitionBuffer home, Budget budget, BatchBuilder builder, Opening opening) {
        this.home = home;
        this.budget = budget;
        this.builder = builder;
        this.reservedBytes = opening.bytes();
        this.opening = opening;
    }

    /// The partition that the records go to.
    public PartitionBuffer home() {
        return home;
    }

    /// When its first record was sent.
    public long createdNanos() {
        return opening.sentNanos();
    }

    /// When its first record came in.
    public long openedNanos() {
        return opening.openedNanos();
    }

    /// How long its first record waited until its partition was known.
    public long metadataNanos() {
        return opening.isPlaced()
                ? Math.max(0, opening.openedNanos() - opening.sentNanos() - lineNanos)
                : 0;
    }

    /// The longest that the caller of one of its records waited for room. For a closed batch.
    public long lineNanos() {
        return lineNanos;
    }

    /// Whether nobody wants to hear of any record.
    public boolean isSilent() {
        return reports.isEmpty();
    }

    /// Writes header and checksum, and compresses, which may take long.
    ///
    /// @throws io.qanat.record.UnsupportedCompressionException when the codec's library is missing
    public void build() {
        built = builder.build(BatchIdentity.NONE);
    }

    /// The bytes to be sent, once built.
    public BuiltBatch built() {
        return Objects.requireNonNull(built, "not built");
    }

    /// Whether it ends in the middle of a record: then it can only be given up.
    public boolean isTorn() {
        return isTorn;
    }

    /// Whether [#build] is done.
    public boolean isBuilt() {
        return built != null;
    }

    /// A request with these records goes to a socket.
    public void sent() {
        lease = held("sent").sent();
    }

    /// The socket has taken the request whole.
    public void written() {
        if (!(lease instanceof Lease.Writing writing)) {
            throw new IllegalStateException("written while " + lease);
        }
        lease = writing.written();
    }

    /// No request refers to the records any more: it was answered, or its connection is closed.
    public void resolved() {
        lease =
                switch (lease) {
                    case Lease.Writing writing -> writing.abandoned();
                    case Lease.Awaited awaited -> awaited.resolved();
                    case Lease.Held h -> throw new IllegalStateException("resolved while " + h);
                    case Lease.Freed f -> throw new IllegalStateException("resolved while " + f);
                };
    }

    /// Whether a request refers to the records.
    public boolean isOut() {
        return lease instanceof Lease.Writing || lease instanceof Lease.Awaited;
    }

    /// Gives the memory back; refused while a request refers to it.
    public void free() {
        lease = held("freed").freed();
        if (built == null) {
            builder.release();
        } else {
            built.release();
        }
        budget.release(reservedBytes);
    }

    /// Calls the callbacks.
    public void complete(Fate fate) {
        reports.complete(home.topic(), home.partition(), fate);
    }

    /// Whether a record of this size still belongs here.
    boolean accepts(int sizeBound, int batchBytesMax) {
        return !isTorn && builder.sizeInBytes() + sizeBound <= batchBytesMax;
    }

    /// Makes sure that the budget covers another record of this size.
    boolean reserve(int sizeBound, int chunkBytes, boolean isForced) {
        long missing = chunks(builder.sizeInBytes() + (long) sizeBound, chunkBytes) - reservedBytes;
        if (missing <= 0) {
            return true;
        }
        if (isForced) {
            budget.reserve(missing);
        } else if (!budget.tryReserve(missing)) {
            return false;
        }
        reservedBytes += missing;
        return true;
    }

    void append(EncodedRecord record) {
        // Stays if the builder throws, as when there is no direct memory left in the middle of a
        // record.
        isTorn = true;
        int index =
                builder.append(record.timestamp(), record.key(), record.value(), record.headers());
        isTorn = false;
        lineNanos = Math.max(lineNanos, record.lineNanos());
        if (record.hasCallback()) {
            reports.add(index, record.callback(), record.timestamp());
        }
    }

    /// What so many bytes take in whole chunks.
    static long chunks(long bytes, int chunkBytes) {
        return (bytes + chunkBytes - 1) / chunkBytes * chunkBytes;
    }

    private Lease.Held held(String transition) {
        if (lease instanceof Lease.Held held) {
            return held;
        }
        throw new IllegalStateException(transition + " while " + lease);
    }
}
