package io.qanat.client.internal.accumulator;

import io.qanat.client.CancelledException;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Records of one partition that travel together.
///
/// While it is open it is guarded by the lock of its [PartitionBuffer]. Once closed, its content
/// never changes but by [#rewrite]; it belongs to the loop, but for [#build], which one worker may
/// run, and [#complete], which the completion executor runs. Any thread may call [#withdraw], which
/// does nothing once the batch is sealed.
public final class Batch implements Place {
    private final PartitionBuffer home;
    private final Budget budget;
    private BatchBuilder builder;
    private final Opening opening;
    private final Reports reports;
    private long reservedBytes;
    private long lineNanos;

    /// Written under the lock of the partition, read by the loop.
    private volatile long firstDeadlineNanos;

    private long lastDeadlineNanos;

    private boolean isTorn;
    private @Nullable BuiltBatch built;
    private Lease lease = Lease.Held.HELD;

    Batch(PartitionBuffer home, Budget budget, BatchBuilder builder, Opening opening) {
        this(home, budget, builder, opening, new Reports(home.lock(), home.recordsExpected()));
    }

    private Batch(
            PartitionBuffer home,
            Budget budget,
            BatchBuilder builder,
            Opening opening,
            Reports reports) {
        this.home = home;
        this.budget = budget;
        this.builder = builder;
        this.reports = reports;
        this.reservedBytes = opening.bytes();
        this.opening = opening;
        this.firstDeadlineNanos = opening.deadlineNanos();
        this.lastDeadlineNanos = opening.deadlineNanos();
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
        return opening.metadataNanos(lineNanos);
    }

    /// The longest that the caller of one of its records waited for room. For a closed batch.
    public long lineNanos() {
        return lineNanos;
    }

    /// When the time of the first of its records is over; for an open batch, as far as is known.
    public long firstDeadlineNanos() {
        return firstDeadlineNanos;
    }

    /// When the time of all its records is over. For a closed batch.
    public long lastDeadlineNanos() {
        return lastDeadlineNanos;
    }

    /// When the next record's time is over whose callback was not called. For a closed batch.
    public long nextDeadlineNanos() {
        return reports.nextDeadlineNanos(lastDeadlineNanos);
    }

    /// Takes out the callbacks of the records whose time is over: each is called once. For a closed
    /// batch.
    ///
    /// @param areLeaving whether the records themselves leave too, with the next [#rewrite]
    public Collection<Overdue> takeOverdue(long nowNanos, boolean areLeaving) {
        Collection<Overdue> overdue = reports.takeDue(nowNanos, areLeaving);
        if (areLeaving) {
            budget.release(0, overdue.stream().mapToInt(Overdue::size).sum());
        }
        return overdue;
    }

    /// Whether a record has, or had, a time of its own. For a closed batch.
    public boolean hasOwnTimeouts() {
        return reports.hasOwnTimeouts();
    }

    @Override
    public Optional<Outcome> withdraw(Callback callback) {
        boolean isThin;
        home.lock().lock();
        try {
            if (!reports.withdraw(callback)) {
                return Optional.empty();
            }
            isThin = reports.takeThinned();
            if (isVoid()) {
                home.close(this);
            }
        } finally {
            home.lock().unlock();
        }
        budget.release(0, 1);
        if (isThin) {
            home.thinned(this);
        }
        var cause = new CancelledException("produce to " + home);
        Timeline unsent = opening.unsent(lineNanos, home.lingerNanos(), home.nanos());
        return Optional.of(new Outcome.NotPersisted(cause, unsent));
    }

    /// Whether all its records have left: it can only be given up.
    public boolean isVoid() {
        return reports.staying() == 0;
    }

    /// Lets no record be taken back any more, as the batch goes into a request; refused while one
    /// is still to be taken out.
    public boolean trySeal() {
        return reports.trySeal();
    }

    /// Lets no record be taken back any more, as the outcome of all is decided.
    public void seal() {
        reports.seal();
    }

    /// Takes those records out that are leaving, if any, but for the last; refused while a request
    /// refers to the batch. It is built afterwards, and not compressed: this happens on the loop.
    public void rewrite() {
        BitSet leaving = reports.takeLeaving();
        if (leaving.isEmpty()) {
            return;
        }
        held("rewritten");
        var records = new OwnRecords(withdrawn());
        builder = home.plainBuilder();
        records.copyBut(leaving, builder);
        build();
    }

    /// The content on the heap; the chunks are the pool's again.
    private ByteBuffer withdrawn() {
        BuiltBatch content = built == null ? builder.buildPlain() : built;
        built = null;
        ByteBuffer copy = content.joined();
        content.release();
        return copy;
    }

    /// Two batches with the records of this one, in their order: built, and with the memory that
    /// they take, but nobody is told of their outcome until [#handOver]. For a batch of several
    /// records that no request refers to; where its topic is compressed this takes long, and one
    /// worker may do it.
    public List<Batch> halves() {
        held("split");
        int count = built().recordCount();
        var records = new OwnRecords(built().joined());
        var halves = new ArrayList<Batch>(2);
        try {
            halves.add(part(records, count - count / 2));
            halves.add(part(records, count / 2));
        } catch (RuntimeException | Error e) {
            halves.forEach(Batch::free);
            throw e;
        }
        return halves;
    }

    private Batch part(OwnRecords records, int count) {
        BatchBuilder content = home.newBuilder();
        try {
            records.copy(count, content);
        } catch (RuntimeException | Error e) {
            content.release();
            throw e;
        }
        long bytes = home.bytesFor(content.sizeInBytes());
        budget.reserve(bytes);
        var like =
                new Opening(
                        bytes,
                        opening.isPlaced(),
                        opening.sentNanos(),
                        lastDeadlineNanos,
                        opening.openedNanos());
        var part = new Batch(home, budget, content, like, Reports.sealed(home.lock(), count));
        part.lineNanos = lineNanos;
        home.waits();
        try {
            part.build();
        } catch (RuntimeException | Error e) {
            part.free();
            throw e;
        }
        return part;
    }

    /// From now on the halves tell of their records' outcomes, and this batch of none. For a sealed
    /// batch.
    public void handOver(List<Batch> halves) {
        int from = 0;
        for (Batch half : halves) {
            reports.copyTo(half.reports, from);
            half.firstDeadlineNanos = half.nextDeadlineNanos();
            from += half.recordCount();
        }
        reports.clear();
    }

    /// Whether [#halves] takes long.
    public boolean isHomeCompressed() {
        return home.sizeEstimate().isCompressed();
    }

    /// Whether nobody wants to hear of any record. For a sealed batch.
    public boolean isSilent() {
        return reports.isEmpty();
    }

    /// Whether the loop may call all callbacks itself. For a sealed batch.
    public boolean isPrompt() {
        return reports.arePrompt();
    }

    /// How many records it took up to the last with a callback. Called under the lock.
    int reportsSize() {
        return reports.size();
    }

    /// Writes header and checksum, and compresses, which may take long.
    ///
    /// @throws io.qanat.record.UnsupportedCompressionException when the codec's library is missing
    public void build() {
        int plainBytes = plainBytes();
        built = builder.build(BatchIdentity.NONE);
        if (builder.isCompressing()) {
            home.sizeEstimate().learn(plainBytes, built.sizeInBytes());
        }
        reserveWhatIsTaken();
    }

    /// Gives back what compressing has left free. More is taken only when compressed records are
    /// longer, or those of a rewritten batch, whose times are told as differences.
    private void reserveWhatIsTaken() {
        long missing = home.bytesFor(built().sizeInBytes()) - reservedBytes;
        if (missing > 0) {
            budget.reserve(missing);
        } else if (missing < 0) {
            budget.release(-missing, 0);
        }
        reservedBytes += missing;
    }

    /// Says who sends the records, which keeps their bytes from then on; refused while a request
    /// refers to them.
    public void stamp(BatchIdentity identity) {
        held("stamped");
        built().stamp(identity);
    }

    /// The bytes to be sent, once built.
    public BuiltBatch built() {
        return Objects.requireNonNull(built, "not built");
    }

    /// Whether it ends in the middle of a record: then it can only be given up.
    public boolean isTorn() {
        return isTorn;
    }

    /// Whether [#build] takes long.
    public boolean isCompressed() {
        return builder.isCompressing();
    }

    /// Whether [#build] is done.
    public boolean isBuilt() {
        return built != null;
    }

    /// A request with these records goes to a socket.
    public void sent() {
        lease = held("sent").sent();
        home.leaves();
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
        home.waits();
    }

    /// Whether a request refers to the records.
    public boolean isOut() {
        return lease instanceof Lease.Writing || lease instanceof Lease.Awaited;
    }

    /// Gives the memory back; refused while a request refers to it.
    public void free() {
        lease = held("freed").freed();
        home.leaves();
        if (built == null) {
            builder.release();
        } else {
            built.release();
        }
        budget.release(reservedBytes, 0);
    }

    /// How many records are told of their outcome with the batch. For a sealed batch.
    public int recordCount() {
        return reports.recordCount();
    }

    /// Calls the callbacks. The places of the records are given back first, so that a callback can
    /// send another one. For a sealed batch.
    public void complete(Fate fate) {
        budget.release(0, reports.recordCount());
        reports.complete(home.topic(), home.partition(), fate);
    }

    /// What its records take before they are compressed; until it is built.
    int plainBytes() {
        return builder.sizeInBytes();
    }

    /// Whether a record of this size still belongs here.
    boolean accepts(int sizeBound) {
        return !isTorn && home.hasRoom(builder.sizeInBytes() + (long) sizeBound);
    }

    /// Makes sure that the budget covers another record of this size.
    ///
    /// @param isForced for a record that has its place in the budget already
    boolean reserve(int sizeBound, boolean isForced) {
        long bytes = builder.sizeInBytes() + (long) sizeBound;
        long missing = bytes <= reservedBytes ? 0 : home.bytesFor(bytes) - reservedBytes;
        if (isForced) {
            budget.reserve(missing);
        } else if (!budget.tryReserve(missing)) {
            return false;
        }
        reservedBytes += missing;
        reports.expect();
        return true;
    }

    /// Notes a record's deadline; returns whether it is sooner than all before it.
    boolean hasten(long deadlineNanos) {
        if (deadlineNanos - lastDeadlineNanos > 0) {
            lastDeadlineNanos = deadlineNanos;
        }
        if (deadlineNanos - firstDeadlineNanos >= 0) {
            return false;
        }
        firstDeadlineNanos = deadlineNanos;
        return true;
    }

    void append(EncodedRecord record, long deadlineNanos) {
        // Stays if the builder throws, as when there is no direct memory left in the middle of a
        // record.
        isTorn = true;
        int index =
                builder.append(record.timestamp(), record.key(), record.value(), record.headers());
        isTorn = false;
        lineNanos = Math.max(lineNanos, record.lineNanos());
        if (record.hasCallback()) {
            reports.add(index, record, deadlineNanos);
            record.waitsIn(this);
        }
    }

    private Lease.Held held(String transition) {
        if (lease instanceof Lease.Held held) {
            return held;
        }
        throw new IllegalStateException(transition + " while " + lease);
    }
}
