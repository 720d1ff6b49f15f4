package io.qanat.log.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which entries of a write-ahead log count, and where it ends. Confined to its reader.
///
/// First it is shown all there is, in any order; then it rules on the entries in the order of their
/// LSNs. Where some are missing, one of three things happened. An opening skipped them: its gap
/// says so, and what was found in it does not count. Or an entry was written after a sync had
/// covered the place: they were durable once, that is damage, and what follows counts. Otherwise a
/// crash came before the sync, nobody was told of them, and the log ends there: what follows by
/// chance must not count, because a producer's batches would then have a hole.
///
/// ```
///   entry entry | torn | entry                             -> ends at the torn place
///   entry entry | hole | entry (durable LSN behind it)     -> damage, goes on
///   entry entry | torn | entry | header with gap | entry   -> goes on behind the gap
/// ```
public final class WalCourse {
    private final List<WalGap> gaps = new ArrayList<>();
    private long durableLsn;
    private long checkpointLsn;
    private long greatestLsn;
    private long endLsn;

    /// A course of which nothing was shown yet.
    public WalCourse() {}

    /// What becomes of an entry.
    public enum Ruling {
        /// It follows the one before.
        COUNTS,
        /// It counts, and what was before it is missing although it was durable once.
        COUNTS_BEHIND_DAMAGE,
        /// It is of an earlier round, or an opening skipped it.
        STALE,
        /// The log ended before it.
        BEHIND_THE_END
    }

    /// Shows the header and all entries of a file that was not yet read from.
    public void show(WalReader reader) throws IOException {
        show(reader.header());
        for (Optional<WalReader.Found> found = reader.next();
                found.isPresent();
                found = reader.next()) {
            show(found.get().entry());
        }
    }

    void show(Optional<WalHeader> header) {
        if (header.isPresent()) {
            gaps.add(header.get().gap());
            checkpointLsn = Math.max(checkpointLsn, header.get().checkpointLsn());
            greatestLsn = Math.max(greatestLsn, header.get().startLsn());
            endLsn = checkpointLsn;
        }
    }

    void show(WalEntry entry) {
        durableLsn = Math.max(durableLsn, entry.durableLsn());
        greatestLsn = Math.max(greatestLsn, entry.nextLsn());
    }

    /// Rules on the next entry, after all were shown. None may follow one behind the end.
    public Ruling take(WalEntry entry) {
        if (entry.lsn() < endLsn || gaps.stream().anyMatch(gap -> gap.contains(entry.lsn()))) {
            return Ruling.STALE;
        }
        long expectedLsn = expectedLsn();
        if (entry.lsn() > expectedLsn && durableLsn <= expectedLsn) {
            return Ruling.BEHIND_THE_END;
        }
        endLsn = entry.nextLsn();
        return entry.lsn() > expectedLsn ? Ruling.COUNTS_BEHIND_DAMAGE : Ruling.COUNTS;
    }

    /// The LSN that the next entry must have when nothing is missing.
    public long expectedLsn() {
        long lsn = endLsn;
        for (Optional<WalGap> gap = gapAt(lsn); gap.isPresent(); gap = gapAt(lsn)) {
            lsn = gap.get().toLsn();
        }
        return lsn;
    }

    private Optional<WalGap> gapAt(long lsn) {
        return gaps.stream().filter(gap -> gap.contains(lsn)).findFirst();
    }

    /// Up to here an entry says that all was durable.
    long durableLsn() {
        return durableLsn;
    }

    /// The LSN before which nothing is needed.
    long checkpointLsn() {
        return checkpointLsn;
    }

    /// What an opening skips that goes on from here: all that is there and does not count.
    WalGap gap() {
        return new WalGap(endLsn, Math.max(expectedLsn(), greatestLsn));
    }
}
