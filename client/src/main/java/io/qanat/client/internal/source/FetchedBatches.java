package io.qanat.client.internal.source;

import io.qanat.client.TopicPartition;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;

/// Whole batches of one partition, as they came. Nobody changes the bytes.
public final class FetchedBatches implements Fetched {
    /// The base offset and the length, without which nothing is known of a batch.
    private static final int LENGTH_AT = 8;

    private final TopicPartition partition;
    private final long generation;
    private final long offset;
    private final long nextOffset;
    private final long highWatermark;
    private final ByteBuffer bytes;

    private FetchedBatches(
            FetchedFor fetchedFor, long nextOffset, long highWatermark, ByteBuffer bytes) {
        this.partition = fetchedFor.partition();
        this.generation = fetchedFor.generation();
        this.offset = fetchedFor.offset();
        this.nextOffset = nextOffset;
        this.highWatermark = highWatermark;
        this.bytes = bytes;
    }

    /// The whole batches at the start of an answer. A broker may cut the last one off.
    ///
    /// @throws CorruptRecordException when there is not one that leads on from the offset
    static FetchedBatches of(FetchedFor fetchedFor, long highWatermark, ByteBuffer answer) {
        ByteBuffer rest = answer.duplicate();
        long next = fetchedFor.offset();
        while (hasWholeBatch(rest)) {
            next = RecordBatch.next(rest).nextOffset();
        }
        if (next <= fetchedFor.offset()) {
            throw new CorruptRecordException(
                    answer.remaining()
                            + " bytes that do not lead beyond offset "
                            + fetchedFor.offset());
        }
        ByteBuffer whole = answer.duplicate().limit(rest.position()).slice();
        return new FetchedBatches(fetchedFor, next, highWatermark, whole);
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public int sizeInBytes() {
        return bytes.remaining();
    }

    /// Where reading begins; the first batch may begin before.
    public long offset() {
        return offset;
    }

    /// Where reading goes on behind these batches.
    public long nextOffset() {
        return nextOffset;
    }

    /// The end of what consumers may see, when this was fetched.
    public long highWatermark() {
        return highWatermark;
    }

    /// The batches one after the other.
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    private static boolean hasWholeBatch(ByteBuffer rest) {
        if (rest.remaining() < RecordBatch.HEADER_BYTES) {
            return false;
        }
        int length = rest.getInt(rest.position() + LENGTH_AT);
        return length <= rest.remaining() - RecordBatch.LOG_OVERHEAD;
    }
}
