package io.qanat.cli.produce;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How far a file was sent, noted as it goes, so that a later run goes on from there. Thread-safe.
///
/// After a run that ended without notice, lines may be in the topic whose acknowledgement was not
/// noted. So the topic is read from the noted offsets on, and each record there stands for one line
/// with its content that is not noted as delivered. Nothing new is noted until all of these were
/// met again, nor after a line of which nobody knows whether it is in the topic: the notes must be
/// true of one moment.
public final class Progress implements OutcomeSink {
    /// The file's bytes are checked up to a multiple of this.
    private static final int CHECK_LINES = 1_024;

    private final ProgressFile file;
    private final Snapshot before;
    private final CRC32C crc = new CRC32C();

    // guards: all fields below
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet delivered;
    private final Map<Integer, Long> next;
    private final Map<Fingerprint, Integer> unmet;
    private final TreeMap<Long, Long> crcs = new TreeMap<>();
    private boolean isFrozen;
    private boolean hasChanged;
    private long lineCount;
    private boolean hasEnded;
    private @Nullable ProgressException trouble;

    /// @param before what was noted
    /// @param ends where the topic's partitions end now
    /// @param there how often each content is in the topic from the noted offsets to the ends
    public Progress(
            ProgressFile file,
            Snapshot before,
            Map<Integer, Long> ends,
            Map<Fingerprint, Integer> there) {
        this.file = file;
        this.before = before;
        this.delivered = (BitSet) before.delivered().clone();
        this.next = new TreeMap<>(ends);
        this.unmet = new HashMap<>(there);
        this.hasChanged = true;
    }

    /// Takes note of a line that was read.
    ///
    /// @param line its bytes; null when they were not kept
    /// @throws ProgressException when the file is not the one that was sent before
    void read(long number, @Nullable ByteBuffer line) {
        if (line != null) {
            crc.update(line.duplicate());
        }
        crc.update('\n');
        if (number == before.check().line() && crc.getValue() != before.check().crc()) {
            throw new ProgressException(
                    "the file has changed within its first %d lines since %s was written: remove that to send it from its beginning"
                            .formatted(number, file.path()));
        }
        lock.lock();
        try {
            lineCount = number;
            if (number % CHECK_LINES == 0) {
                crcs.put(number, crc.getValue());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether a line is delivered by what was noted.
    boolean isDelivered(long number) {
        lock.lock();
        try {
            return delivered.get(Math.toIntExact(number));
        } finally {
            lock.unlock();
        }
    }

    /// Whether a line's record is found to be in the topic.
    boolean isThere(long number, ProducerRecord<byte[], byte[]> record) {
        lock.lock();
        try {
            if (unmet.isEmpty()) {
                return false;
            }
            var fingerprint =
                    Fingerprint.of(buffer(record.key()), buffer(record.value()), record.headers());
            boolean isThere = unmet.containsKey(fingerprint);
            if (isThere) {
                unmet.computeIfPresent(fingerprint, (f, count) -> count == 1 ? null : count - 1);
                delivered.set(Math.toIntExact(number));
            }
            return isThere;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void delivered(Origin origin, Outcome.Delivered where) {
        lock.lock();
        try {
            delivered.set(Math.toIntExact(origin.line()));
            next.merge(where.partition(), where.offset() + 1, Math::max);
            hasChanged = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void failed(Failure failure) {
        lock.lock();
        try {
            isFrozen |= failure.isPossiblyPersisted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(Origin origin, @Nullable ByteBuffer line, String cause) {}

    /// Tells that the file was read to its end.
    void end() {
        lock.lock();
        try {
            hasEnded = true;
        } finally {
            lock.unlock();
        }
    }

    /// Notes how far it is, when that can be told.
    public void write() {
        lock.lock();
        try {
            boolean isWhole = hasEnded && delivered.cardinality() == lineCount;
            if (hasChanged && trouble == null && (isWhole || (!isFrozen && unmet.isEmpty()))) {
                file.write(new Snapshot(before.topic(), check(), delivered, next));
                hasChanged = false;
            }
        } catch (ProgressException e) {
            trouble = e;
        } finally {
            lock.unlock();
        }
    }

    /// Fails when the notes could not be kept.
    ///
    /// @throws ProgressException why
    public void verify() {
        lock.lock();
        try {
            if (trouble != null) {
                throw trouble;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The last line that was read with all before it delivered, as far as it was summed up.
    private Snapshot.Check check() {
        long whole = delivered.nextClearBit(1) - 1L;
        var entry = crcs.floorEntry(whole);
        if (entry == null) {
            return before.check().line() <= whole ? before.check() : Snapshot.Check.NONE;
        }
        crcs.headMap(entry.getKey()).clear();
        return new Snapshot.Check(entry.getKey(), entry.getValue());
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
