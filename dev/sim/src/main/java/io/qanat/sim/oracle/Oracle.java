package io.qanat.sim.oracle;

import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;

/// What a log must hold: all its partitions, as they were asked for and answered.
public final class Oracle {
    static final UUID NO_ID = new UUID(0, 0);

    private final Map<TopicPartition, History> histories = new LinkedHashMap<>();

    /// Knows of no partition.
    public Oracle() {}

    /// A partition's creation was asked for.
    public void comes(TopicPartition partition, UUID topicId) {
        histories.put(partition, new History(partition, topicId));
    }

    /// A partition's deletion was asked for.
    public void goes(TopicPartition partition) {
        history(partition).setExistence(History.Existence.GOING);
    }

    /// A partition exists: it was created, or it could not be deleted.
    public void isThere(TopicPartition partition) {
        history(partition).setExistence(History.Existence.THERE);
    }

    /// A partition was deleted.
    public void isGone(TopicPartition partition) {
        histories.remove(partition);
    }

    /// The partitions that are there for certain.
    public List<TopicPartition> partitions() {
        return histories.values().stream()
                .filter(history -> isOpen(history, History.Existence.THERE))
                .map(History::partition)
                .toList();
    }

    /// The partitions that were asked for, and are perhaps not there.
    public List<TopicPartition> partitionsRefused() {
        return histories.values().stream()
                .filter(history -> isOpen(history, History.Existence.COMING))
                .map(History::partition)
                .toList();
    }

    /// Whether a partition cannot be asked for: it is there, or may be and shows itself later.
    public boolean isTaken(TopicPartition partition) {
        History history = histories.get(partition);
        return history != null
                && (history.isClosed() || history.existence() == History.Existence.THERE);
    }

    private static boolean isOpen(History history, History.Existence existence) {
        return history.existence() == existence && !history.isClosed();
    }

    /// The offset that a partition's next record must get.
    public long end(TopicPartition partition) {
        return history(partition).end();
    }

    /// An append was answered as durable.
    public void isDurable(TopicPartition partition, List<ByteBuffer> batches, int leaderEpoch) {
        history(partition).offer(batches, leaderEpoch);
        history(partition).promiseDurable();
    }

    /// An append was answered as written.
    public void isWritten(TopicPartition partition, List<ByteBuffer> batches, int leaderEpoch) {
        history(partition).offer(batches, leaderEpoch);
        history(partition).promiseWritten();
    }

    /// An append may have reached the log, or not.
    public void mayBeThere(TopicPartition partition, List<ByteBuffer> batches, int leaderEpoch) {
        history(partition).offer(batches, leaderEpoch);
    }

    /// The offset at which a partition has a batch, or may have it; empty when it has not.
    public OptionalLong offset(TopicPartition partition, ByteBuffer batch) {
        History history = histories.get(partition);
        int index = history == null ? History.NOWHERE : history.index(batch);
        return index == History.NOWHERE
                ? OptionalLong.empty()
                : OptionalLong.of(history(partition).entries().get(index).baseOffset());
    }

    /// Whether a batch is known to be durable.
    public boolean isPromised(TopicPartition partition, ByteBuffer batch) {
        return history(partition).isPromised(batch);
    }

    /// All that a partition has below an offset was answered as durable.
    public void isDurableUpTo(TopicPartition partition, long offset) {
        history(partition).show(offset);
    }

    private History history(TopicPartition partition) {
        History history = histories.get(partition);
        if (history == null) {
            throw new IllegalStateException("the workload never created " + partition);
        }
        return history;
    }

    /// Takes note of what readers are shown at this moment.
    public void look(Log log) {
        for (TopicPartition partition : log.partitions().keySet()) {
            History history = histories.get(partition);
            if (history != null && !history.isClosed()) {
                long highWatermark = log.offsets(partition).highWatermark();
                if (highWatermark > history.end()) {
                    throw new Violation(
                            partition
                                    + " shows offsets to "
                                    + highWatermark
                                    + ", but ends at "
                                    + history.end());
                }
                history.show(highWatermark);
            }
        }
    }

    /// Reads all that readers can see of a log that runs.
    public void checkRunning(Log log, Tolerance tolerance) {
        for (TopicPartition partition : partitions()) {
            new Inspection(history(partition), log, tolerance).running();
        }
    }

    /// Compares a log that was opened again with what it must have, and takes what it has for what
    /// it must have from now on.
    ///
    /// @param ending how it came to its end before
    /// @param tolerance what it may have lost
    /// @param excuses with which errors it may keep a partition closed
    public void checkReopened(
            Log log, Ending ending, Tolerance tolerance, Predicate<LogException> excuses) {
        var there = log.partitions();
        for (TopicPartition partition : there.keySet()) {
            if (!histories.containsKey(partition)) {
                throw new Violation(partition + " exists, but was deleted or never created");
            }
        }
        for (History history : List.copyOf(histories.values())) {
            history.reopen();
            if (there.containsKey(history.partition())) {
                if (isExcused(history.partition(), log, excuses)) {
                    history.close(ending);
                } else {
                    requireId(history, there.get(history.partition()), tolerance);
                    checkReopened(history, log, ending, tolerance);
                }
            } else if (history.existence() == History.Existence.THERE) {
                throw new Violation(history.partition() + " is gone");
            } else {
                histories.remove(history.partition());
            }
        }
    }

    private static boolean isExcused(
            TopicPartition partition, Log log, Predicate<LogException> excuses) {
        try {
            log.offsets(partition);
            return false;
        } catch (LogException e) {
            if (excuses.test(e)) {
                return true;
            }
            throw new Violation(partition + " is there, but cannot be opened", e);
        }
    }

    /// A partition that nobody was told of may have lost the file that holds its id.
    private static void requireId(History history, UUID topicId, Tolerance tolerance) {
        boolean mayBeUnknown = history.existence() == History.Existence.COMING;
        if (topicId.equals(NO_ID) && mayBeUnknown) {
            history.forgetId();
        } else if (tolerance.isNone() && !topicId.equals(history.topicId())) {
            throw new Violation(
                    history.partition()
                            + " has the topic id "
                            + topicId
                            + " instead of "
                            + history.topicId());
        }
    }

    private static void checkReopened(
            History history, Log log, Ending ending, Tolerance tolerance) {
        var inspection = new Inspection(history, log, tolerance);
        inspection.reopened(ending);
        history.settle(log.offsets(history.partition()).logEnd());
        inspection.epochs();
        if (tolerance.isNone()) {
            inspection.timestamps();
        }
    }
}
