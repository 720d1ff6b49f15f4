package io.qanat.log.inspect;

import io.qanat.log.disk.Disk;
import io.qanat.log.wal.WalCourse;
import io.qanat.log.wal.WalEntry;
import io.qanat.log.wal.WalReader;
import io.qanat.log.wal.WalScan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the write-ahead log of a folder has of each partition, and what of it is damaged. Filled
/// once, then immutable.
///
/// A broker may use the files for further rounds meanwhile. The bytes that an earlier round left
/// behind the latest one are no damage, nor is the unfinished end.
final class WriteAhead {
    /// What a folder without one has.
    static final WriteAhead NONE = new WriteAhead();

    private final Map<String, Coverage> coverages = new HashMap<>();
    private final List<Finding> damages = new ArrayList<>();
    private boolean exists;
    private long bytes;

    private WriteAhead() {}

    /// One file, as a first pass has found it.
    ///
    /// @param path the file
    /// @param startLsn the LSN at which its round begins
    private record Round(Path path, long startLsn) {}

    /// Reads all files. Each is read twice: what is missing was durable once only when a later
    /// entry, perhaps in another file, says so.
    static WriteAhead read(Disk disk, Path root) throws IOException {
        var ahead = new WriteAhead();
        var rounds = new ArrayList<Round>();
        var course = new WalCourse();
        for (String name : disk.list(root)) {
            if (WalScan.number(name).isEmpty()) {
                continue;
            }
            ahead.exists = true;
            Path path = root.resolve(name);
            try (WalReader reader = WalReader.open(disk, path)) {
                course.show(reader);
                ahead.bytes += reader.sizeInBytes();
                rounds.add(new Round(path, reader.startLsn()));
            } catch (NoSuchFileException e) {
                // Removed by an orderly close.
            } catch (IOException e) {
                ahead.damage(path, Finding.NOWHERE, "cannot be read: " + e.getMessage());
            }
        }
        rounds.sort(Comparator.comparingLong(Round::startLsn));
        ahead.take(disk, rounds, course);
        return ahead;
    }

    private void take(Disk disk, List<Round> rounds, WalCourse course) throws IOException {
        for (Round round : rounds) {
            try (WalReader reader = WalReader.open(disk, round.path())) {
                if (!take(round.path(), reader, course)) {
                    return;
                }
            } catch (NoSuchFileException e) {
                // Removed by an orderly close.
            }
        }
    }

    /// Returns whether the log goes on behind the file.
    private boolean take(Path path, WalReader reader, WalCourse course) throws IOException {
        for (Optional<WalReader.Found> found = reader.next();
                found.isPresent();
                found = reader.next()) {
            WalEntry entry = found.get().entry();
            long missingBytes = entry.lsn() - course.expectedLsn();
            switch (course.take(entry)) {
                case BEHIND_THE_END -> {
                    return false;
                }
                case STALE -> {}
                case COUNTS -> cover(entry);
                case COUNTS_BEHIND_DAMAGE -> {
                    damage(
                            path,
                            found.get().position(),
                            missingBytes + " bytes of entries before it are damaged or missing");
                    cover(entry);
                }
            }
        }
        return true;
    }

    private void damage(Path path, long position, String text) {
        damages.add(new Finding(Severity.DAMAGE, path, position, text));
    }

    private void cover(WalEntry entry) {
        coverages
                .computeIfAbsent(
                        entry.address() + " " + entry.address().topicId(), name -> new Coverage())
                .add(entry.baseOffset(), entry.lastOffset() + 1);
    }

    /// Whether there are files of a write-ahead log.
    boolean exists() {
        return exists;
    }

    /// The size of the files.
    long bytes() {
        return bytes;
    }

    List<Finding> damages() {
        return damages;
    }

    /// What there is of a partition of a topic with this id.
    Coverage of(String partition, UUID topicId) {
        return coverages.getOrDefault(partition + " " + topicId, Coverage.EMPTY);
    }
}
