package io.qanat.it.fault;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// What one writer sent, and what it was told about each of its records. Thread-safe.
final class Account {
    private static final long ON_ITS_WAY = -1;
    private static final long REFUSED = -2;
    private static final long UNSURE = -3;
    private static final int FIRST_CAPACITY = 1024;

    private final String writer;
    private final int partitions;
    private final IntSupplier kills;
    private final boolean idempotent;

    // guards: all below
    private final ReentrantLock lock = new ReentrantLock();
    private long[] offsets = new long[FIRST_CAPACITY];
    private int[] killsBefore = new int[FIRST_CAPACITY];
    private int[] killsAfter = new int[FIRST_CAPACITY];
    private final Map<Integer, Long> ends = new HashMap<>();
    private int sent;
    private int acknowledged;
    private int refused;
    private int unsure;

    /// @param partitions how many partitions it writes to: a record goes to its number modulo this
    /// @param kills how often the broker was killed so far
    /// @param idempotent whether each record must be there once at most, in the order of sending
    Account(String writer, int partitions, IntSupplier kills, boolean idempotent) {
        this.writer = writer;
        this.partitions = partitions;
        this.kills = kills;
        this.idempotent = idempotent;
    }

    /// What became of one record.
    ///
    /// @param offset where it was acknowledged, negative when it was not
    /// @param refused whether it was said that it is not stored
    /// @param kills how often the broker was killed while it was on its way: as often it may have
    ///   been sent again after it had been stored
    record Fate(long offset, boolean refused, int kills) {
        boolean isAcknowledged() {
            return offset >= 0;
        }
    }

    /// What a writer was told, in numbers.
    record Sum(int sent, int acknowledged, int refused, int unsure) {
        int onTheirWay() {
            return sent - acknowledged - refused - unsure;
        }
    }

    String writer() {
        return writer;
    }

    /// Whether each record must be there once at most, in the order of sending.
    boolean isIdempotent() {
        return idempotent;
    }

    int partition(int number) {
        return number % partitions;
    }

    /// Notes that another record is being sent, and gives its number.
    int send() {
        lock.lock();
        try {
            if (sent == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * sent);
                killsBefore = Arrays.copyOf(killsBefore, 2 * sent);
                killsAfter = Arrays.copyOf(killsAfter, 2 * sent);
            }
            offsets[sent] = ON_ITS_WAY;
            killsBefore[sent] = kills.getAsInt();
            return sent++;
        } finally {
            lock.unlock();
        }
    }

    void acknowledged(int number, long offset) {
        settle(number, offset);
    }

    /// It was said that the record is not stored.
    void refused(int number) {
        settle(number, REFUSED);
    }

    /// The record may be stored or not.
    void unsure(int number) {
        settle(number, UNSURE);
    }

    private void settle(int number, long offset) {
        lock.lock();
        try {
            if (offsets[number] != ON_ITS_WAY) {
                throw new IllegalStateException(writer + "/" + number + " was reported twice");
            }
            offsets[number] = offset;
            killsAfter[number] = kills.getAsInt();
            if (offset >= 0) {
                acknowledged++;
                ends.merge(partition(number), offset + 1, Math::max);
            }
            refused += offset == REFUSED ? 1 : 0;
            unsure += offset == UNSURE ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    Fate fate(int number) {
        lock.lock();
        try {
            boolean settled = offsets[number] != ON_ITS_WAY;
            int after = settled ? killsAfter[number] : kills.getAsInt();
            return new Fate(
                    offsets[number], offsets[number] == REFUSED, after - killsBefore[number]);
        } finally {
            lock.unlock();
        }
    }

    /// The offset after the last that was acknowledged in a partition.
    long end(int partition) {
        lock.lock();
        try {
            return ends.getOrDefault(partition, 0L);
        } finally {
            lock.unlock();
        }
    }

    Sum sum() {
        lock.lock();
        try {
            return new Sum(sent, acknowledged, refused, unsure);
        } finally {
            lock.unlock();
        }
    }
}
