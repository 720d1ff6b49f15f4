package io.qanat.it.fault;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one writer sent, and what it was told about each of its records. Thread-safe.
public final class Account {
    private static final long ON_ITS_WAY = -1;
    private static final long REFUSED = -2;
    private static final long UNSURE = -3;
    private static final int FIRST_CAPACITY = 1024;

    private final String writer;
    private final Spread spread;
    private final AtomicInteger kills;
    private final AtomicInteger turns;
    private final boolean idempotent;

    // guards: all below
    private final ReentrantLock lock = new ReentrantLock();
    private long[] offsets = new long[FIRST_CAPACITY];
    private int[] killsBefore = new int[FIRST_CAPACITY];
    private int[] killsAfter = new int[FIRST_CAPACITY];
    private int[] turnsBefore = new int[FIRST_CAPACITY];
    private int[] turnsAfter = new int[FIRST_CAPACITY];
    private final Map<Integer, Long> ends = new HashMap<>();
    private int sent;
    private int acknowledged;
    private int refused;
    private int unsure;
    private @Nullable Recovery recovery;

    /// @param kills how often the broker was killed so far
    /// @param turns how often the topic was deleted and how often made again
    /// @param idempotent whether each record must be there once at most, in the order of sending
    Account(
            String writer,
            Spread spread,
            AtomicInteger kills,
            AtomicInteger turns,
            boolean idempotent) {
        this.writer = writer;
        this.spread = spread;
        this.kills = kills;
        this.turns = turns;
        this.idempotent = idempotent;
    }

    /// Which partitions it writes to: a record goes to its number modulo `count`, after the first.
    record Spread(int first, int count) {}

    /// What became of one record.
    ///
    /// @param offset where it was acknowledged, negative when it was not
    /// @param refused whether it was said that it is not stored
    /// @param kills how often the broker was killed while it was on its way: as often it may have
    ///   been sent again after it had been stored
    /// @param beganAt how many turns the topic had taken when it was sent
    /// @param endedAt how many when it was reported on
    record Fate(long offset, boolean refused, int kills, int beganAt, int endedAt) {
        boolean isAcknowledged() {
            return offset >= 0;
        }

        /// Whether it was acknowledged in the topic as it is after so many turns. One that was on
        /// its way in a turn may have been acknowledged before.
        boolean isAcknowledgedSince(int now) {
            return isAcknowledged() && beganAt == now;
        }

        /// Whether it was acknowledged in a topic that is gone.
        boolean isAcknowledgedBefore(int now) {
            return isAcknowledged() && endedAt < now - 1;
        }
    }

    /// What a writer was told, in numbers.
    public record Sum(int sent, int acknowledged, int refused, int unsure) {
        public int onTheirWay() {
            return sent - acknowledged - refused - unsure;
        }
    }

    public String writer() {
        return writer;
    }

    /// Whether each record must be there once at most, in the order of sending.
    boolean isIdempotent() {
        return idempotent;
    }

    public int partition(int number) {
        return spread.first() + number % spread.count();
    }

    /// Notes that another record is being sent, and gives its number.
    public int send() {
        lock.lock();
        try {
            if (sent == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * sent);
                killsBefore = Arrays.copyOf(killsBefore, 2 * sent);
                killsAfter = Arrays.copyOf(killsAfter, 2 * sent);
                turnsBefore = Arrays.copyOf(turnsBefore, 2 * sent);
                turnsAfter = Arrays.copyOf(turnsAfter, 2 * sent);
            }
            offsets[sent] = ON_ITS_WAY;
            killsBefore[sent] = kills.get();
            turnsBefore[sent] = turns.get();
            return sent++;
        } finally {
            lock.unlock();
        }
    }

    public void acknowledged(int number, long offset) {
        settle(number, offset);
    }

    /// It was said that the record is not stored.
    public void refused(int number) {
        settle(number, REFUSED);
    }

    /// The record may be stored or not.
    public void unsure(int number) {
        settle(number, UNSURE);
    }

    private void settle(int number, long offset) {
        lock.lock();
        try {
            if (offsets[number] != ON_ITS_WAY) {
                throw new IllegalStateException(writer + "/" + number + " was reported twice");
            }
            offsets[number] = offset;
            killsAfter[number] = kills.get();
            turnsAfter[number] = turns.get();
            if (offset >= 0) {
                acknowledged++;
                ends.merge(partition(number), offset + 1, Math::max);
                if (recovery != null) {
                    recovery.acknowledged(number);
                }
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
            int after = settled ? killsAfter[number] : kills.get();
            return new Fate(
                    offsets[number],
                    offsets[number] == REFUSED,
                    after - killsBefore[number],
                    turnsBefore[number],
                    settled ? turnsAfter[number] : turns.get());
        } finally {
            lock.unlock();
        }
    }

    /// Begins to watch for the first acknowledgement of a record that is sent from now on.
    public Recovery recovery() {
        lock.lock();
        try {
            var begun = new Recovery(sent, System.nanoTime());
            recovery = begun;
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets how far the topic reached, as it is gone.
    void forgetEnds() {
        lock.lock();
        try {
            ends.clear();
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

    public Sum sum() {
        lock.lock();
        try {
            return new Sum(sent, acknowledged, refused, unsure);
        } finally {
            lock.unlock();
        }
    }
}
