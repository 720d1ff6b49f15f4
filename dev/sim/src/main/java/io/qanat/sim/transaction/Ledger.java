package io.qanat.sim.transaction;

import java.util.ArrayList;
import java.util.List;

/// What programs did in their transactions, and what they were told. Confined to the run's thread.
public final class Ledger {
    /// What a program knows of its transaction's end.
    public enum Fate {
        /// It was told nothing, and has asked for no commit.
        OPEN,
        COMMITTED,
        NOT_COMMITTED,
        UNKNOWN
    }

    /// A record that was sent. Immutable.
    public record Sent(int partition, String value) {}

    /// One transaction of one program.
    public static final class Entry {
        private final int number;
        private final List<Sent> sent = new ArrayList<>();
        private boolean hasOffsets;
        private Fate fate = Fate.OPEN;

        private Entry(int number) {
            this.number = number;
        }

        /// Ascends in the order in which transactions began.
        public int number() {
            return number;
        }

        /// A value for the next record.
        Sent send(int partition) {
            var record = new Sent(partition, number + "-" + sent.size());
            sent.add(record);
            return record;
        }

        void sendOffsets() {
            hasOffsets = true;
        }

        void told(Fate last) {
            fate = last;
        }

        /// What it sent.
        public List<Sent> sent() {
            return List.copyOf(sent);
        }

        /// Whether it sent offsets, which are its number.
        public boolean hasOffsets() {
            return hasOffsets;
        }

        /// What the program knows.
        public Fate fate() {
            return fate;
        }

        @Override
        public String toString() {
            return "transaction " + number + " " + fate;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private long lateness;

    Entry begin() {
        var entry = new Entry(entries.size());
        entries.add(entry);
        return entry;
    }

    /// Somebody waited so much longer than the limit that was given.
    void late(long nanos) {
        lateness = Math.max(lateness, nanos);
    }

    /// The longest that somebody waited beyond a limit, in nanoseconds.
    public long lateness() {
        return lateness;
    }

    /// All transactions, in the order in which they began.
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    long count(Fate fate) {
        return entries.stream().filter(entry -> entry.fate == fate).count();
    }
}
