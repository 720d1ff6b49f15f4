package io.qanat.log;

import io.qanat.log.wal.WriteAheadLog;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// The partitions whose segments lack what the write-ahead log has, and the checkpoints that change
/// that. Confined to the log writer.
///
/// A checkpoint is due when a file of the write-ahead log is full. It syncs only the partitions
/// that this file names, so that a busy partition does not make a thousand quiet ones pay.
final class Checkpoints {
    private final WriteAheadLog wal;
    private final FolderFiles files;

    /// The LSN of the first entry that is not durable in the segments, in ascending order of it.
    private final Map<PartitionLog, Long> firstLsns = new LinkedHashMap<>();

    private boolean running;
    private OptionalLong notBeforeNanos = OptionalLong.empty();

    Checkpoints(WriteAheadLog wal, FolderFiles files) {
        this.wal = wal;
        this.files = files;
    }

    /// Notes that an entry was written.
    void add(PartitionLog log, long lsn) {
        firstLsns.putIfAbsent(log, lsn);
    }

    /// Forgets a partition that was deleted.
    void remove(PartitionLog log) {
        firstLsns.remove(log);
    }

    /// The next checkpoint, when one is due and none is under way.
    Optional<Checkpoint> next(Collection<PartitionLog> all, long nowNanos) {
        long lsn = wal.finishedLsn();
        boolean waits = notBeforeNanos.isPresent() && nowNanos - notBeforeNanos.getAsLong() < 0;
        if (running || waits || lsn == 0) {
            return Optional.empty();
        }
        running = true;
        notBeforeNanos = OptionalLong.empty();
        Map<PartitionLog, PartitionSync> syncs = syncs(lsn);
        FolderFiles.Offsets offsets = FolderFiles.offsets(all, syncs);
        return Optional.of(new Checkpoint(lsn, List.copyOf(syncs.values()), files, offsets));
    }

    private Map<PartitionLog, PartitionSync> syncs(long lsn) {
        var syncs = new LinkedHashMap<PartitionLog, PartitionSync>();
        var entries = firstLsns.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<PartitionLog, Long> entry = entries.next();
            if (entry.getValue() >= lsn) {
                break;
            }
            syncs.put(entry.getKey(), entry.getKey().beginSync());
            entries.remove();
        }
        return syncs;
    }

    /// Takes note that a checkpoint is complete.
    void complete(Checkpoint checkpoint) {
        running = false;
        checkpoint.partitions().forEach(sync -> sync.log().endSync(sync));
        wal.recycle(checkpoint.lsn());
    }

    /// Takes note that a checkpoint must be made again.
    ///
    /// @param exists whether a partition was not deleted meanwhile
    /// @param notBeforeNanos when
    void postpone(Checkpoint checkpoint, Predicate<PartitionLog> exists, long notBeforeNanos) {
        running = false;
        this.notBeforeNanos = OptionalLong.of(notBeforeNanos);
        var later = new LinkedHashMap<>(firstLsns);
        firstLsns.clear();
        for (PartitionSync sync : checkpoint.partitions()) {
            if (exists.test(sync.log())) {
                firstLsns.put(sync.log(), 0L);
            }
        }
        later.forEach(firstLsns::putIfAbsent);
    }
}
