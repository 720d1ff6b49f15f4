package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What one partition must hold, in the simplest form.
final class PartitionModel {
    /// A batch with its place.
    private record Stored(long baseOffset, long lastOffset, ByteBuffer batch) {}

    private final List<Stored> stored = new ArrayList<>();
    private int durableCount;

    long logEnd() {
        return stored.isEmpty() ? 0 : stored.getLast().lastOffset() + 1;
    }

    /// Adds the batches of an append, which the log has given their offsets.
    void append(Appended appended, ByteBuffer... batches) {
        assertThat(appended.baseOffset()).isEqualTo(logEnd());
        for (ByteBuffer batch : batches) {
            long base = logEnd();
            stored.add(new Stored(base, base + batch.getInt(23), Batches.unplaced(batch)));
        }
        assertThat(appended.lastOffset()).isEqualTo(logEnd() - 1);
    }

    void markDurable() {
        durableCount = stored.size();
    }

    /// Up to which offset nothing may be lost.
    long durableEnd() {
        return durableCount == 0 ? 0 : stored.get(durableCount - 1).lastOffset() + 1;
    }

    /// Forgets what a crash took, which is not what was durable.
    void cutAt(long logEnd) {
        stored.removeIf(batch -> batch.lastOffset() >= logEnd);
        assertThat(stored.size()).isGreaterThanOrEqualTo(durableCount);
        assertThat(logEnd()).isEqualTo(logEnd);
    }

    /// Reads at an offset and compares with what should come.
    void checkRead(Log log, TopicPartition partition, Random random) {
        PartitionOffsets offsets = log.offsets(partition);
        assertThat(offsets.logEnd()).isEqualTo(logEnd());
        long offset = random.nextLong(offsets.highWatermark() + 1);
        int bytesMax = random.nextInt(3000);
        boolean atLeastOne = random.nextBoolean();
        LogSlice slice = log.read(partition, offset, bytesMax, atLeastOne);
        ByteBuffer expected = expected(offset, offsets.highWatermark(), bytesMax, atLeastOne);
        // A read ends with its segment.
        assertThat(slice.sizeInBytes() == 0).isEqualTo(expected.limit() == 0);
        assertThat(unplacedAll(slice.batches())).isEqualTo(expected.limit(slice.sizeInBytes()));
    }

    /// Reads everything and compares.
    void checkAll(Log log, TopicPartition partition) {
        assertThat(log.offsets(partition).highWatermark()).isEqualTo(logEnd());
        var read = new ArrayList<ByteBuffer>();
        long offset = 0;
        while (offset < logEnd()) {
            ByteBuffer slice = log.read(partition, offset, 1000, true).batches();
            assertThat(slice.hasRemaining()).isTrue();
            read.add(unplacedAll(slice));
            offset = lastOffset(slice) + 1;
        }
        var expected = stored.stream().map(Stored::batch).toArray(ByteBuffer[]::new);
        assertThat(Batches.joined(read.toArray(ByteBuffer[]::new)))
                .isEqualTo(Batches.joined(expected));
    }

    private ByteBuffer expected(long offset, long end, int bytesMax, boolean atLeastOne) {
        var batches = new ArrayList<ByteBuffer>();
        int size = 0;
        for (Stored batch : stored) {
            boolean inRange = batch.lastOffset() >= offset && batch.lastOffset() < end;
            boolean fits = size + batch.batch().remaining() <= bytesMax;
            if (inRange && (fits || (batches.isEmpty() && atLeastOne))) {
                batches.add(batch.batch());
                size += batch.batch().remaining();
            } else if (inRange) {
                break;
            }
        }
        return Batches.joined(batches.toArray(ByteBuffer[]::new));
    }

    private static ByteBuffer unplacedAll(ByteBuffer slice) {
        var batches = new ArrayList<ByteBuffer>();
        for (int at = 0; at < slice.limit(); at += slice.getInt(at + 8) + 12) {
            batches.add(Batches.unplaced(slice.slice(at, slice.getInt(at + 8) + 12)));
        }
        return Batches.joined(batches.toArray(ByteBuffer[]::new));
    }

    private static long lastOffset(ByteBuffer slice) {
        long last = -1;
        for (int at = 0; at < slice.limit(); at += slice.getInt(at + 8) + 12) {
            last = slice.getLong(at) + slice.getInt(at + 23);
        }
        return last;
    }
}
