package io.qanat.sim.history;

import io.qanat.client.producer.Outcome;
import io.qanat.log.Log;
import io.qanat.log.LogSlice;
import io.qanat.log.TopicPartition;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import io.qanat.sim.time.Trace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that was sent in one run. Confined to the run's thread.
public final class History {
    private static final int READ_BYTES = 1 << 20;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final Trace trace;
    private final List<Sent> sent = new ArrayList<>();
    private int open;
    private long lateNanos = Long.MIN_VALUE;

    /// @param trace takes note of sends and outcomes
    public History(Trace trace) {
        this.trace = trace;
    }

    /// Notes a record that is about to be sent.
    ///
    /// @param sentNanos now
    /// @param deadlineNanos when its outcome is due
    public Sent sending(
            Place place, Sender sender, int fillerBytes, long sentNanos, long deadlineNanos) {
        var next = new Sent(place, sender, sent.size(), fillerBytes, sentNanos, deadlineNanos);
        sent.add(next);
        open++;
        trace.note(0, "send", next.number(), fillerBytes);
        return next;
    }

    /// Notes what the application is told.
    public void completed(Sent record, Outcome outcome, long nowNanos) {
        if (record.outcomes() == 0) {
            open--;
        }
        record.completed(outcome);
        long offset = outcome instanceof Outcome.Delivered delivered ? delivered.offset() : -1;
        trace.note(nowNanos, outcome.getClass().getSimpleName(), record.number(), offset);
        lateNanos = Math.max(lateNanos, nowNanos - record.deadlineNanos());
    }

    /// By how much the latest outcome missed its time; negative when none did.
    public long lateNanos() {
        return lateNanos;
    }

    /// All records, by number.
    public List<Sent> sent() {
        return sent;
    }

    /// How many have no outcome yet.
    public int open() {
        return open;
    }

    /// What the log has of a topic, in the order of partitions and offsets.
    public List<Found> found(Log log, String topic, int partitions) {
        var all = new ArrayList<Found>();
        for (int partition = 0; partition < partitions; partition++) {
            var place = new TopicPartition(topic, partition);
            long end = log.offsets(place).highWatermark();
            long next = log.offsets(place).logStart();
            while (next < end) {
                LogSlice slice = log.read(place, next, READ_BYTES, true);
                ByteBuffer batches = slice.batches();
                while (batches.hasRemaining()) {
                    RecordBatch batch = RecordBatch.next(batches);
                    read(batch, place, all);
                    next = batch.nextOffset();
                }
            }
        }
        return all;
    }

    private void read(RecordBatch batch, TopicPartition place, List<Found> all) {
        RecordCursor records = batch.records(DecompressionLimits.DEFAULT);
        while (records.advance()) {
            all.add(
                    new Found(
                            place.topic(),
                            place.partition(),
                            records.offset(),
                            number(records.value())));
        }
    }

    /// What was sent, told and found, as one number: equal when all of it is.
    public long digest(List<Found> found) {
        long sum = 1;
        for (Sent each : sent) {
            sum = sum * PRIME + each.digest();
        }
        for (Found each : found) {
            sum = sum * PRIME + each.topic().hashCode();
            sum = sum * PRIME + each.partition();
            sum = sum * PRIME + each.offset();
            sum = sum * PRIME + each.number();
        }
        return sum;
    }

    private int number(@Nullable ByteBuffer value) {
        if (value == null || value.remaining() < Sent.HEAD_BYTES) {
            return -1;
        }
        int number = value.getInt(value.position() + Integer.BYTES);
        boolean isSent =
                number >= 0
                        && number < sent.size()
                        && ByteBuffer.wrap(sent.get(number).value()).equals(value);
        return isSent ? number : -1;
    }
}
