package io.qanat.log;

import io.qanat.log.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What becomes of a group of commands: all are written, then one sync makes them durable, then
/// they are answered.
///
/// ```
/// commands -> write each to its segment and to the write-ahead log -> answer those that wait for the write
///          -> sync the write-ahead log -> high watermarks move -> answer the rest, tell the listeners
/// ```
///
/// Under the policies that write no write-ahead log, the sync is left out.
///
/// Has no thread, no clock and no queue of its own. Confined to the log writer; the partitions may
/// be looked up by any thread.
final class GroupCommit {
    /// After a full disk got in the way of a checkpoint, so long none is tried.
    private static final long CHECKPOINT_RETRY_NANOS = 1_000_000_000;

    private static final int GROUPS_PER_WAL_FILE_MIN = 4;

    private final FolderFiles files;
    private final PartitionFolders folders;
    private final Crew crew;
    private final LogConfig config;
    private final boolean writesAhead;
    private final int leaderEpoch;
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions;
    private final UnreadablePartitions unreadable;
    private final Consumer<TopicPartition> advanced;
    private final Unsynced unsynced;
    private final WriteAheadLog wal;
    private final Checkpoints checkpoints;
    private final List<Answer<?>> awaitingWrite = new ArrayList<>();
    private final List<Answer<?>> awaitingSync = new ArrayList<>();
    private boolean checkpointDue;
    private @Nullable LogException sealed;

    /// @param crew syncs many partitions at once
    /// @param advanced told of each partition whose high watermark moved; must not throw
    GroupCommit(
            OpenedFolder opened, LogConfig config, Crew crew, Consumer<TopicPartition> advanced) {
        this.crew = crew;
        this.files = opened.files();
        this.partitions = opened.partitions();
        this.unreadable = opened.unreadable();
        this.leaderEpoch = opened.leaderEpoch();
        this.config = config;
        this.writesAhead = config.syncPolicy().writesAhead();
        this.folders = new PartitionFolders(files.disk(), files.path(), config);
        this.unsynced = new Unsynced(files.disk(), config.syncPolicy());
        this.wal = opened.wal();
        this.checkpoints = new Checkpoints(wal, files);
        opened.unsynced().forEach(log -> checkpoints.add(log, 0));
        this.advanced = advanced;
    }

    /// Carries out a group of commands, which may be empty when only a sync is due.
    void run(List<Command> group, long nowNanos) {
        for (Command command : group) {
            carryOut(command, nowNanos);
        }
        if (sealed == null) {
            flush();
        }
        answerWritten();
        boolean due = !awaitingSync.isEmpty() || nanosUntilSync(nowNanos) <= 0;
        if (due && sealed == null) {
            sync();
        }
    }

    /// The bytes of batches after which a group should end: a few of them fit into one file of the
    /// write-ahead log.
    long groupBytesMax() {
        return config.wal().fileBytes() / GROUPS_PER_WAL_FILE_MIN;
    }

    /// How long the thread may wait for commands before it must call again.
    long nanosUntilSync(long nowNanos) {
        return unsynced.isEmpty() || sealed != null
                ? Long.MAX_VALUE
                : config.syncDelayMax().toNanos() - (nowNanos - unsynced.sinceNanos());
    }

    private void carryOut(Command command, long nowNanos) {
        if (sealed != null) {
            command.fail(sealed);
            return;
        }
        try {
            files.unmark();
            switch (command) {
                case Command.Append append -> append(append, nowNanos);
                case Command.Create create -> create(create, nowNanos);
                case Command.Adopt adopt -> adopt(adopt, nowNanos);
                case Command.Delete delete -> delete(delete, nowNanos);
                case Command.Mend mend -> mend(mend);
                case Command.ExpireProducers expire -> expire(expire.nowMillis());
            }
        } catch (IOException e) {
            LogException failure = Failure.of("cannot write to " + command.target(), e);
            if (failure instanceof LogSealedException) {
                seal(failure);
            }
            command.fail(failure);
        } catch (LogException e) {
            command.fail(e);
        }
    }

    private void append(Command.Append command, long nowNanos) throws IOException {
        PartitionLog log = require(command.partition());
        Optional<Appended> original = SequenceCheck.original(log, command.batches());
        if (original.isPresent()) {
            answerDuplicate(log, command, original.get());
            return;
        }
        int segmentCount = log.segmentCount();
        Appended appended;
        boolean written = false;
        try {
            appended = write(log, command.batches());
            written = true;
        } finally {
            if (!written) {
                SequenceCheck.failed(log, command.batches());
            }
            // A new segment may have been begun, even if it then could not be written to.
            if (log.segmentCount() > segmentCount && !writesAhead) {
                unsynced.add(log.folder().path(), nowNanos);
                checkpointDue = config.syncPolicy().syncsFiles();
            }
        }
        unsynced.add(log, nowNanos);
        boolean waits = command.durability() == Durability.SYNCED || !writesAhead;
        (waits ? awaitingSync : awaitingWrite).add(new Answer<>(command.answer(), appended));
    }

    /// A duplicate is as durable as its original, which may still be on its way to the disk.
    private void answerDuplicate(PartitionLog log, Command.Append command, Appended original) {
        boolean durable = original.lastOffset() < log.view().offsets().highWatermark();
        boolean waits = !durable && (command.durability() == Durability.SYNCED || !writesAhead);
        (waits ? awaitingSync : awaitingWrite).add(new Answer<>(command.answer(), original));
    }

    private void expire(long nowMillis) {
        long expirationMillis = config.producers().expiration().toMillis();
        partitions.values().forEach(log -> log.producers().expire(nowMillis, expirationMillis));
    }

    /// Room in the write-ahead log is made first and used last: when the disk is full, or the
    /// segment cannot be written to, nothing was stored.
    private Appended write(PartitionLog log, ByteBuffer batches) throws IOException {
        if (writesAhead) {
            wal.reserve(log.address(), batches.remaining());
        }
        Appended appended = log.append(batches, leaderEpoch);
        if (writesAhead) {
            long lsn =
                    wal.stage(
                            log.address(),
                            leaderEpoch,
                            appended.baseOffset(),
                            appended.lastOffset(),
                            batches);
            checkpoints.add(log, lsn);
        }
        return appended;
    }

    private void create(Command.Create command, long nowNanos) throws IOException {
        TopicPartition partition = command.partition();
        unreadable.refuse(partition);
        if (partitions.containsKey(partition)) {
            throw new PartitionExistsException(partition);
        }
        files.forget(partition);
        PartitionLog log = folders.create(partition, command.topicId());
        partitions.put(partition, log);
        unsynced.add(log.folder().path(), nowNanos);
        unsynced.add(files.path(), nowNanos);
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    private void adopt(Command.Adopt command, long nowNanos) throws IOException {
        PartitionLog log = require(command.partition());
        if (!log.topicId().equals(Log.NO_TOPIC_ID)) {
            throw new PartitionExistsException(command.partition());
        }
        folders.name(log.folder(), command.topicId());
        log.adopt(command.topicId());
        unsynced.add(log.folder().path(), nowNanos);
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    private void delete(Command.Delete command, long nowNanos) throws IOException {
        PartitionLog log = require(command.partition());
        retire(log);
        files.deleted(log);
        unsynced.remove(log);
        unsynced.add(files.path(), nowNanos);
        checkpoints.remove(log);
        log.closeQuietly();
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    /// Out of the readers' sight first: who found it before and comes to its files after the rename
    /// looks again, and must not find it.
    private void retire(PartitionLog log) throws IOException {
        partitions.remove(log.partition());
        boolean retired = false;
        try {
            folders.retire(log);
            retired = true;
        } finally {
            if (!retired) {
                partitions.put(log.partition(), log);
            }
        }
    }

    private void mend(Command.Mend command) throws IOException {
        PartitionLog log = partitions.get(command.partition());
        if (log != null) {
            // What this group has only staged must be found in the write-ahead log too.
            flush();
            List<String> findings = log.mend(command.segment(), wal.batchesOf(log.address())::from);
            if (!findings.isEmpty()) {
                Notices.error("damage repaired partition=" + command.partition() + " " + findings);
            }
        }
    }

    private PartitionLog require(TopicPartition partition) {
        PartitionLog log = partitions.get(partition);
        if (log == null) {
            unreadable.refuse(partition);
            throw new UnknownPartitionException(partition);
        }
        return log;
    }

    private void flush() {
        try {
            wal.flush();
        } catch (IOException e) {
            seal(new LogSealedException(e));
        }
    }

    private void answerWritten() {
        unsynced.forEachPartition(PartitionLog::publishWritten);
        awaitingWrite.forEach(Answer::give);
        awaitingWrite.clear();
    }

    private void sync() {
        try {
            wal.sync();
            unsynced.sync();
        } catch (IOException e) {
            seal(new LogSealedException(e));
            return;
        }
        unsynced.forEachPartition(this::publish);
        unsynced.clear();
        awaitingSync.forEach(Answer::give);
        awaitingSync.clear();
        folders.removeRetired();
        if (checkpointDue) {
            checkpointDue = false;
            checkpoint();
        }
    }

    private void publish(PartitionLog log) {
        if (log.publishDurable()) {
            advanced.accept(log.partition());
        }
    }

    /// A checkpoint only saves time at the next opening: when it cannot be written, the log goes
    /// on.
    private void checkpoint() {
        try {
            files.checkpoint(FolderFiles.offsets(partitions.values(), Map.of()));
        } catch (IOException e) {
            Notices.warn("checkpoint not written folder=" + files.path(), e);
        }
    }

    private void seal(LogException cause) {
        if (sealed == null) {
            Notices.error("log sealed folder=" + files.path(), cause);
            sealed = cause;
        }
        awaitingWrite.forEach(answer -> answer.refuse(cause));
        awaitingWrite.clear();
        awaitingSync.forEach(answer -> answer.refuse(cause));
        awaitingSync.clear();
    }

    /// The next piece of work that is to be done beside this, when there is one. It must be given
    /// back with [#ended(Checkpoint, long)].
    Optional<Checkpoint> nextCheckpoint(long nowNanos) {
        return sealed == null ? checkpoints.next(partitions.values(), nowNanos) : Optional.empty();
    }

    /// Who runs a checkpoint's syncs.
    Crew crew() {
        return crew;
    }

    /// Takes note of how that work ended.
    void ended(Checkpoint checkpoint, long nowNanos) {
        switch (checkpoint.outcome()) {
            case Checkpoint.Outcome.Complete complete -> checkpoints.complete(checkpoint);
            case Checkpoint.Outcome.Postponed postponed ->
                    checkpoints.postpone(
                            checkpoint, this::exists, nowNanos + CHECKPOINT_RETRY_NANOS);
            case Checkpoint.Outcome.Failed failed -> {
                if (failed.logs().isEmpty() || failed.logs().stream().anyMatch(this::exists)) {
                    seal(failed.cause());
                }
                // Else all were deleted meanwhile, and their files were closed under the
                // checkpoint.
                checkpoints.postpone(checkpoint, this::exists, nowNanos);
            }
        }
    }

    private boolean exists(PartitionLog log) {
        return log.equals(partitions.get(log.partition()));
    }

    /// Whether the write-ahead log is close to its limit, so that a checkpoint under way should be
    /// waited for.
    boolean isBehind() {
        return wal.isNearlyFull();
    }

    /// Ends the log after a defect of ours: nothing more is written, and the next opening checks
    /// everything.
    void abandon(List<Command> group, Throwable cause) {
        var failure = new LogSealedException(cause);
        seal(failure);
        // Answers that were given already stay as they are.
        group.forEach(command -> command.fail(failure));
    }

    /// Makes everything durable, marks the folder as closed in order and closes all files.
    void close() {
        try {
            if (config.syncPolicy().syncsFiles()) {
                finish();
            }
        } catch (IOException e) {
            Notices.warn(
                    "not closed in order, the next opening checks all folder=" + files.path(), e);
        }
        partitions.values().forEach(PartitionLog::closeQuietly);
    }

    private void finish() throws IOException {
        if (sealed == null) {
            sync();
        }
        if (sealed == null && !files.isMarkedClean()) {
            files.finish(partitions.values(), crew);
        }
        wal.close(files.isMarkedClean());
    }
}
