package io.qanat.sim.oracle;

import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// One partition as it must be: its batches in order, and how many of them, from the first one on,
/// were promised what.
///
/// ```
///   entries   | durable: synced, or shown to readers | written | offered: nobody was told |
/// ```
final class History {
    /// Instead of an index.
    static final int NOWHERE = -1;

    /// Whether the partition exists.
    enum Existence {
        /// Its creation was asked for.
        COMING,
        /// It exists.
        THERE,
        /// Its deletion was asked for.
        GOING
    }

    private final TopicPartition partition;
    private UUID topicId;
    private final List<Entry> entries = new ArrayList<>();
    private Existence existence = Existence.COMING;
    private int writtenCount;
    private int durableCount;
    private long end;
    private boolean lossKnown;
    private boolean closed;

    History(TopicPartition partition, UUID topicId) {
        this.partition = partition;
        this.topicId = topicId;
    }

    TopicPartition partition() {
        return partition;
    }

    /// The log never learns the topic's id.
    void forgetId() {
        topicId = Oracle.NO_ID;
    }

    UUID topicId() {
        return topicId;
    }

    Existence existence() {
        return existence;
    }

    void setExistence(Existence next) {
        existence = next;
    }

    List<Entry> entries() {
        return entries;
    }

    /// The offset that the next record gets.
    long end() {
        return end;
    }

    /// Adds what was offered to the log, at the offsets that it must get.
    void offer(List<ByteBuffer> batches, int leaderEpoch) {
        for (ByteBuffer batch : batches) {
            Entry entry = Entry.placed(batch, end, leaderEpoch);
            entries.add(entry);
            end = entry.nextOffset();
        }
    }

    /// All that was offered was answered as written.
    void promiseWritten() {
        writtenCount = entries.size();
    }

    /// All that was offered was answered as durable.
    void promiseDurable() {
        writtenCount = entries.size();
        durableCount = entries.size();
    }

    /// Readers were shown what is below a high watermark.
    void show(long highWatermark) {
        int shown = count(highWatermark);
        durableCount = Math.max(durableCount, shown);
        writtenCount = Math.max(writtenCount, shown);
    }

    /// The index of the entry of a batch. No two batches of a session are alike.
    int index(ByteBuffer batch) {
        for (int index = entries.size() - 1; index >= 0; index--) {
            if (entries.get(index).isOf(batch)) {
                return index;
            }
        }
        return NOWHERE;
    }

    /// Whether a batch is among those that are durable.
    boolean isPromised(ByteBuffer batch) {
        int index = index(batch);
        return index != NOWHERE && index < durableCount;
    }

    /// How many batches lie below an offset as a whole.
    int count(long offset) {
        int count = 0;
        while (count < entries.size() && entries.get(count).lastOffset() < offset) {
            count++;
        }
        return count;
    }

    /// Whether a log that ends at an offset ends with one of the batches, or has none.
    boolean isAtEnd(long logEnd) {
        int count = count(logEnd);
        return logEnd == (count == 0 ? 0 : entries.get(count - 1).nextOffset());
    }

    /// Whether somebody was told that batches are lost.
    boolean isLossKnown() {
        return lossKnown;
    }

    /// Takes note that somebody was told.
    void knowLoss() {
        lossKnown = true;
    }

    /// How many batches must still be there after an ending.
    int requiredCount(Ending ending) {
        return switch (ending) {
            case POWER_LOSS -> durableCount;
            case KILL, CLOSE -> writtenCount;
        };
    }

    /// Whether the log that runs could not open the partition, and has an excuse.
    boolean isClosed() {
        return closed;
    }

    /// The log could not open the partition after an ending: what is there shows later.
    void close(Ending ending) {
        closed = true;
        writtenCount = requiredCount(ending);
    }

    /// Another log is opened.
    void reopen() {
        closed = false;
    }

    /// Forgets what did not outlive the log; what did, and is shown again, must stay for ever.
    void settle(long logEnd) {
        existence = Existence.THERE;
        entries.removeIf(entry -> entry.baseOffset() >= logEnd);
        end = logEnd;
        promiseDurable();
    }
}
