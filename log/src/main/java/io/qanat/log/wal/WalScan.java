package io.qanat.log.wal;

import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// The write-ahead log as an opening found it: which entries count, and where it ends. Confined to
/// the thread that opens the log.
///
/// Entries are taken in the order of their LSNs. Where some are missing, one of two things
/// happened. If an entry that follows was written after a sync had covered the place, they were
/// durable once: that is damage, it is reported, and what follows counts. Otherwise a crash came
/// before the sync, nobody was told of them, and the log ends there: what follows by chance must
/// not count, because a producer's batches would then have a hole.
///
/// ```
///   entry entry | torn | entry (durable LSN before the hole)    -> ends at the hole
///   entry entry | hole | entry (durable LSN behind the hole)    -> damage, goes on
/// ```
public final class WalScan {
    private final Disk disk;
    private final Path folder;
    private final List<WalRound> rounds = new ArrayList<>();
    private final List<FoundEntry> accepted = new ArrayList<>();
    private final List<WalDamage> damages = new ArrayList<>();
    private int filesCreated;
    private long checkpointLsn;
    private long endLsn;

    /// Up to here an entry says that all was durable.
    private long durableLsn;

    private WalScan(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /// Reads all files of a folder.
    public static WalScan of(Disk disk, Path folder) throws IOException {
        var scan = new WalScan(disk, folder);
        for (String name : disk.list(folder)) {
            OptionalInt number = number(name);
            if (number.isPresent()) {
                scan.filesCreated = Math.max(scan.filesCreated, number.getAsInt() + 1);
                scan.rounds.add(WalRound.scan(disk, folder.resolve(name)));
            }
        }
        scan.rounds.sort(Comparator.comparingLong(WalRound::startLsn));
        scan.accept();
        return scan;
    }

    /// The number in the name of a file of the write-ahead log.
    public static OptionalInt number(String name) {
        String digits =
                name.substring(0, Math.max(0, name.length() - WriteAheadLog.SUFFIX.length()));
        boolean named = name.endsWith(WriteAheadLog.SUFFIX) && digits.matches("0|[1-9][0-9]{0,8}");
        return named ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /// Removes the files of a folder whose entries are not needed.
    public static void remove(Disk disk, Path folder) throws IOException {
        for (String name : disk.list(folder)) {
            if (number(name).isPresent()) {
                disk.delete(folder.resolve(name));
            }
        }
    }

    private void accept() {
        for (WalRound round : rounds) {
            if (round.header().isPresent()) {
                checkpointLsn = Math.max(checkpointLsn, round.header().get().checkpointLsn());
            }
            for (FoundEntry found : round.entries()) {
                durableLsn = Math.max(durableLsn, found.entry().durableLsn());
            }
        }
        endLsn = checkpointLsn;
        for (WalRound round : rounds) {
            for (FoundEntry found : round.entries()) {
                if (found.entry().lsn() > endLsn && !isBridged(found)) {
                    return;
                }
                if (found.entry().lsn() >= endLsn) {
                    accepted.add(found);
                    endLsn = found.entry().nextLsn();
                }
            }
        }
    }

    private boolean isBridged(FoundEntry found) {
        if (durableLsn <= endLsn) {
            return false;
        }
        damages.add(
                new WalDamage(found.round().path(), found.position(), endLsn, found.entry().lsn()));
        return true;
    }

    /// Whether there is a write-ahead log at all.
    public boolean exists() {
        return !rounds.isEmpty();
    }

    /// The entries that count, in their order.
    public List<FoundEntry> entries() {
        return accepted;
    }

    /// What is missing although it was durable once.
    public List<WalDamage> damages() {
        return damages;
    }

    /// The batches of an entry.
    public ByteBuffer batches(FoundEntry found) throws IOException {
        return found.round().batches(found);
    }

    /// Ends the log durably where it ends, and makes it ready for further entries.
    public WriteAheadLog resume(WalLimits limits) throws IOException {
        var live = new ArrayList<WalFile>();
        var free = new ArrayList<WalFile>();
        for (WalRound round : rounds) {
            WalFile file = round.cut(durableLsn, endLsn, checkpointLsn);
            boolean needed = round.startLsn() < endLsn && file.endLsn() > checkpointLsn;
            (needed ? live : free).add(file);
        }
        var log = new WriteAheadLog(disk, folder, limits);
        log.resume(new WalEnd(live, free, filesCreated, endLsn, checkpointLsn));
        return log;
    }
}
