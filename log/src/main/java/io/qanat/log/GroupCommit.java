package io.qanat.log;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What becomes of a group of commands: all are written, then one sync pass makes them durable,
/// then they are answered.
///
/// ```
/// commands -> write each -> answer those that wait for the write
///                        -> sync what is dirty -> high watermarks move -> answer the rest, tell the listeners
/// ```
///
/// Has no thread, no clock and no queue of its own. Confined to the log writer; the partitions may
/// be looked up by any thread.
final class GroupCommit {
    private static final Logger LOGGER = System.getLogger(GroupCommit.class.getName());

    private final FolderFiles files;
    private final PartitionFolders folders;
    private final LogConfig config;
    private final int leaderEpoch;
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions;
    private final Consumer<TopicPartition> advanced;

    /// Partitions that were appended to since the last sync pass.
    private final Set<PartitionLog> dirty = new LinkedHashSet<>();

    /// Directories in which names changed since the last sync pass.
    private final Set<Path> dirtyDirectories = new LinkedHashSet<>();

    private final List<Path> retired = new ArrayList<>();
    private final List<Answer<?>> awaitingWrite = new ArrayList<>();
    private final List<Answer<?>> awaitingSync = new ArrayList<>();
    private boolean checkpointDue;
    private long dirtySinceNanos;
    private @Nullable LogException sealed;

    /// An answer that is known but must not be given yet.
    private record Answer<T>(CompletableFuture<T> future, @Nullable T value) {
        void give() {
            future.complete(value);
        }

        void refuse(LogException cause) {
            future.completeExceptionally(cause);
        }
    }

    /// @param advanced told of each partition whose high watermark moved
    GroupCommit(OpenedFolder opened, LogConfig config, Consumer<TopicPartition> advanced) {
        this.files = opened.files();
        this.partitions = opened.partitions();
        this.leaderEpoch = opened.leaderEpoch();
        this.config = config;
        this.folders = new PartitionFolders(files.disk(), files.path(), config);
        this.advanced = advanced;
    }

    /// Carries out a group of commands, which may be empty when only a sync is due.
    void run(List<Command> group, long nowNanos) {
        boolean wasClean = isClean();
        for (Command command : group) {
            carryOut(command);
        }
        if (wasClean) {
            dirtySinceNanos = nowNanos;
        }
        publishWritten();
        if (!awaitingSync.isEmpty() || (!isClean() && nanosUntilSync(nowNanos) <= 0)) {
            sync();
        }
    }

    /// How long the thread may wait for commands before it must call again.
    long nanosUntilSync(long nowNanos) {
        return isClean()
                ? Long.MAX_VALUE
                : config.syncDelayMax().toNanos() - (nowNanos - dirtySinceNanos);
    }

    private boolean isClean() {
        return (dirty.isEmpty() && dirtyDirectories.isEmpty()) || sealed != null;
    }

    private void carryOut(Command command) {
        if (sealed != null) {
            command.fail(sealed);
            return;
        }
        try {
            files.unmark();
            switch (command) {
                case Command.Append append -> append(append);
                case Command.Create create -> create(create);
                case Command.Delete delete -> delete(delete);
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

    private void append(Command.Append command) throws IOException {
        PartitionLog log = require(command.partition());
        long recoveryPoint = log.recoveryPoint();
        Appended appended;
        try {
            appended = log.append(command.batches(), leaderEpoch);
        } finally {
            // A new segment may have been begun, even if it then could not be written to.
            if (log.recoveryPoint() > recoveryPoint) {
                dirtyDirectories.add(log.folder().path());
                checkpointDue = true;
            }
        }
        dirty.add(log);
        boolean waits =
                command.durability() == Durability.SYNCED && config.syncPolicy().syncsAppends();
        (waits ? awaitingSync : awaitingWrite).add(new Answer<>(command.answer(), appended));
    }

    private void create(Command.Create command) throws IOException {
        TopicPartition partition = command.partition();
        if (partitions.containsKey(partition)) {
            throw new PartitionExistsException(partition);
        }
        PartitionLog log = folders.create(partition, command.topicId());
        partitions.put(partition, log);
        dirtyDirectories.add(log.folder().path());
        dirtyDirectories.add(files.path());
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    private void delete(Command.Delete command) throws IOException {
        PartitionLog log = require(command.partition());
        retired.add(folders.retire(log));
        partitions.remove(command.partition());
        dirty.remove(log);
        dirtyDirectories.remove(log.folder().path());
        dirtyDirectories.add(files.path());
        log.close();
        awaitingSync.add(new Answer<>(command.answer(), null));
    }

    private PartitionLog require(TopicPartition partition) {
        PartitionLog log = partitions.get(partition);
        if (log == null) {
            throw new UnknownPartitionException(partition);
        }
        return log;
    }

    private void publishWritten() {
        boolean durable = !config.syncPolicy().syncsAppends();
        for (PartitionLog log : dirty) {
            if (durable) {
                publishDurable(log);
            } else {
                log.publishWritten();
            }
        }
        if (durable) {
            dirty.clear();
        }
        awaitingWrite.forEach(Answer::give);
        awaitingWrite.clear();
    }

    private void sync() {
        try {
            if (config.syncPolicy().syncsAppends()) {
                for (PartitionLog log : dirty) {
                    log.sync();
                }
            }
            syncDirectories();
        } catch (IOException e) {
            seal(new LogSealedException(e));
            return;
        }
        dirty.forEach(this::publishDurable);
        dirty.clear();
        awaitingSync.forEach(Answer::give);
        awaitingSync.clear();
        removeRetired();
        checkpointWhenDue();
    }

    private void syncDirectories() throws IOException {
        if (config.syncPolicy().syncsFiles()) {
            for (Path directory : dirtyDirectories) {
                files.disk().syncDirectory(directory);
            }
        }
        dirtyDirectories.clear();
    }

    private void publishDurable(PartitionLog log) {
        if (log.publishDurable()) {
            advanced.accept(log.partition());
        }
    }

    private void removeRetired() {
        for (Path folder : retired) {
            try {
                folders.remove(folder);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "deleted partition not yet removed folder=" + folder, e);
            }
        }
        retired.clear();
    }

    /// A checkpoint only saves time at the next opening: when it cannot be written, the log goes
    /// on.
    private void checkpointWhenDue() {
        if (!checkpointDue) {
            return;
        }
        checkpointDue = false;
        try {
            files.checkpoint(partitions.values());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "checkpoint not written folder=" + files.path(), e);
        }
    }

    private void seal(LogException cause) {
        if (sealed == null) {
            LOGGER.log(Level.ERROR, "log sealed folder=" + files.path(), cause);
            sealed = cause;
        }
        awaitingSync.forEach(answer -> answer.refuse(cause));
        awaitingSync.clear();
    }

    /// Ends the log after a defect of ours: nothing more is written, and the next opening checks
    /// everything.
    void abandon(Throwable cause) {
        seal(new LogSealedException(cause));
    }

    /// Makes everything durable, marks the folder as closed in order and closes all files.
    void close() {
        try {
            if (sealed == null && config.syncPolicy().syncsFiles()) {
                finish();
            }
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    "not closed in order, the next opening checks all folder=" + files.path(),
                    e);
        } finally {
            closeFiles();
        }
    }

    private void finish() throws IOException {
        sync();
        if (files.isMarkedClean() || sealed != null) {
            return;
        }
        for (PartitionLog log : partitions.values()) {
            if (log.finish()) {
                files.disk().syncDirectory(log.folder().path());
            }
        }
        files.checkpoint(partitions.values());
        files.mark();
    }

    private void closeFiles() {
        for (PartitionLog log : partitions.values()) {
            try {
                log.close();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "file not closed partition=" + log.partition(), e);
            }
        }
    }
}
