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
public final class WalScan {
    private final Disk disk;
    private final Path folder;
    private final List<WalRound> rounds = new ArrayList<>();
    private final List<FoundEntry> accepted = new ArrayList<>();
    private final List<WalDamage> damages = new ArrayList<>();
    private final WalCourse course = new WalCourse();
    private int filesCreated;

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
            course.show(round.header());
            round.entries().forEach(found -> course.show(found.entry()));
        }
        for (WalRound round : rounds) {
            for (FoundEntry found : round.entries()) {
                long expectedLsn = course.expectedLsn();
                switch (course.take(found.entry())) {
                    case BEHIND_THE_END -> {
                        return;
                    }
                    case STALE -> {}
                    case COUNTS -> count(found);
                    case COUNTS_BEHIND_DAMAGE -> {
                        damages.add(damage(found, expectedLsn));
                        count(found);
                    }
                }
            }
        }
    }

    private void count(FoundEntry found) {
        accepted.add(found);
        found.round().count(found);
    }

    private static WalDamage damage(FoundEntry next, long fromLsn) {
        return new WalDamage(next.round().path(), next.position(), fromLsn, next.entry().lsn());
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

    /// Makes durable what counts, and the log ready for further entries.
    public WriteAheadLog resume(WalLimits limits) throws IOException {
        var live = new ArrayList<WalFile>();
        var free = new ArrayList<WalFile>();
        long checkpointLsn = course.checkpointLsn();
        for (WalRound round : rounds) {
            WalFile file = round.settle(course.durableLsn(), checkpointLsn);
            (round.isNeeded(checkpointLsn) ? live : free).add(file);
        }
        var log = new WriteAheadLog(disk, folder, limits);
        log.resume(new WalEnd(live, free, filesCreated, course.gap(), checkpointLsn));
        return log;
    }
}
