package io.qanat.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What becomes of a group of commands: all are written, then one sync pass makes them durable,
/// then they are answered.
///
/// ```
/// commands -> write each -> answer those that wait for the write
///                        -> sync what changed -> high watermarks move -> answer the rest, tell the listeners
/// ```
///
/// Has no thread, no clock and no queue of its own. Confined to the log writer; the partitions may
/// be looked up by any thread.
final class GroupCommit {
    private final FolderFiles files;
    private final PartitionFolders folders;
    private final LogConfig config;
    private final boolean syncsAppends;
    private final int leaderEpoch;
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions;
    private final Consumer<TopicPartition> advanced;
    private final Unsynced unsynced;
    private final List<Answer<?>> awaitingWrite = new ArrayList<>();
    private final List<Answer<?>> awaitingSync = new ArrayList<>();
    private boolean checkpointDue;
    private @Nullable LogException sealed;

    /// @param advanced told of each partition whose high watermark moved; must not throw
    GroupCommit(OpenedFolder opened, LogConfig config, Consumer<TopicPartition> advanced) {
        this.files = opened.files();
        this.partitions = opened.partitions();
        this.leaderEpoch = opened.leaderEpoch();
        this.config = config;
        this.syncsAppends = config.syncPolicy().syncsAppends();
        this.folders = new PartitionFolders(files.disk(), files.path(), config);
        this.unsynced = new Unsynced(files.disk(), config.syncPolicy());
        this.advanced = advanced;
    }

    /// Carries out a group of commands, which may be empty when only a sync is due.
    void run(List<Command> group, long nowNanos) {
        for (Command command : group) {
            carryOut(command, nowNanos);
        }
        answerWritten();
        boolean due = !awaitingSync.isEmpty() || nanosUntilSync(nowNanos) <= 0;
        if (due && sealed == null) {
            sync();
        }
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
                case Command.Delete delete -> delete(delete, nowNanos);
            }
        } catch (IOException e) {
            LogException failure = Failure.of("cannot write to " + command.partition(), e);
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
        int segmentCount = log.segmentCount();
        Appended appended;
        try {
            appended = log.append(command.batches(), leaderEpoch);
        } finally {
            // A new segment may have been begun, even if it then could not be written to.
            if (log.segmentCount() > segmentCount) {
                unsynced.add(log.folder().path(), nowNanos);
                checkpointDue = config.syncPolicy().syncsFiles();
            }
        }
        unsynced.add(log, nowNanos);
        boolean waits = command.durability() == Durability.SYNCED || !syncsAppends;
        (waits ? awaitingSync : awaitingWrite).add(new Answer<>(command.answer(), appended));
    }

    private void create(Command.Create command, long nowNanos) throws IOException {
        TopicPartition partition = command.partition();
        if (partitions.containsKey(partition)) {
            throw new PartitionExistsException(partition);
        }
        PartitionLog log = folders.create(partition, command.topicId());
        partitions.put(partition, log);
        unsynced.add(log.folder().path(), nowNanos);
        unsynced.add(files.path(), nowNanos);
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    private void delete(Command.Delete command, long nowNanos) throws IOException {
        PartitionLog log = require(command.partition());
        folders.retire(log);
        partitions.remove(command.partition());
        unsynced.remove(log);
        unsynced.add(files.path(), nowNanos);
        log.closeQuietly();
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    private PartitionLog require(TopicPartition partition) {
        PartitionLog log = partitions.get(partition);
        if (log == null) {
            throw new UnknownPartitionException(partition);
        }
        return log;
    }

    private void answerWritten() {
        unsynced.forEachPartition(PartitionLog::publishWritten);
        awaitingWrite.forEach(Answer::give);
        awaitingWrite.clear();
    }

    private void sync() {
        try {
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
            files.checkpoint(partitions.values());
        } catch (IOException e) {
            Notices.warn("checkpoint not written folder=" + files.path(), e);
        }
    }

    private void seal(LogException cause) {
        if (sealed == null) {
            Notices.error("log sealed folder=" + files.path(), cause);
            sealed = cause;
        }
        awaitingSync.forEach(answer -> answer.refuse(cause));
        awaitingSync.clear();
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
            files.finish(partitions.values());
        }
    }
}
