package io.qanat.sim.oracle;

import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.LogSlice;
import io.qanat.log.StorageException;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// All that readers get from one partition of a log.
final class Reading {
    private static final int SLICE_BYTES = 1500;

    private final Log log;
    private final TopicPartition partition;
    private final List<Entry> found = new ArrayList<>();
    private final List<StorageException> errors = new ArrayList<>();

    Reading(Log log, TopicPartition partition) {
        this.log = log;
        this.partition = partition;
    }

    /// The batches.
    List<Entry> found() {
        return found;
    }

    /// What the log said of places that it cannot read.
    List<StorageException> errors() {
        return errors;
    }

    /// Reads from the beginning to the high watermark, which must work.
    Reading all() {
        long end = log.offsets(partition).highWatermark();
        long offset = log.offsets(partition).logStart();
        while (offset < end) {
            take(read(offset, SLICE_BYTES), offset);
            offset = found.getLast().nextOffset();
        }
        return this;
    }

    private LogSlice read(long offset, int bytesMax) {
        try {
            return log.read(partition, offset, bytesMax, true);
        } catch (LogException e) {
            throw new Violation(partition + " cannot be read at offset " + offset, e);
        }
    }

    private void take(LogSlice slice, long offset) {
        ByteBuffer batches = slice.batches();
        if (!batches.hasRemaining()) {
            throw new Violation(
                    partition
                            + " has nothing to read at offset "
                            + offset
                            + " of "
                            + slice.offsets());
        }
        for (int at = 0; at < batches.limit(); ) {
            int size = Entry.sizeInBytes(batches, at);
            if (size == 0) {
                throw new Violation(partition + " gives a part of a batch after offset " + offset);
            }
            found.add(Entry.stored(batches.slice(at, size)));
            at += size;
        }
    }

    /// Reads as [#all()] does, batch by batch, and steps over what the log says it cannot read.
    Reading readable(List<Entry> expected) {
        for (Entry entry : expected) {
            readFrom(entry.baseOffset(), entry.bytes().remaining());
        }
        readFrom(expected.isEmpty() ? 0 : expected.getLast().nextOffset(), SLICE_BYTES);
        return this;
    }

    private void readFrom(long offset, int bytesMax) {
        boolean read = !found.isEmpty() && found.getLast().nextOffset() > offset;
        if (read || offset >= log.offsets(partition).highWatermark()) {
            return;
        }
        try {
            take(log.read(partition, offset, bytesMax, true), offset);
        } catch (StorageException e) {
            errors.add(e);
        }
    }
}
