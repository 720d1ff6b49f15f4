package io.qanat.broker.api;

import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.LogSlice;
import io.qanat.log.PartitionOffsets;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Payload;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One partition of a fetch with what was read for it so far. Confined to the connection's writer.
///
/// What a first read brought is kept when the fetch goes on waiting; only newer batches are read
/// after that.
final class FetchSlot {
    private static final PartitionOffsets UNKNOWN_OFFSETS = new PartitionOffsets(-1, -1, -1);
    private static final int READ_COMMITTED = 1;

    private final FetchPartition wanted;
    private final @Nullable TopicPartition partition;
    private final List<ByteBuffer> batches = new ArrayList<>();
    private ErrorCode error;
    private PartitionOffsets offsets = UNKNOWN_OFFSETS;
    private long nextOffset;
    private int sizeInBytes;

    private FetchSlot(FetchPartition wanted, @Nullable TopicPartition partition, ErrorCode error) {
        this.wanted = wanted;
        this.partition = partition;
        this.error = error;
        this.nextOffset = wanted.fetchOffset();
    }

    /// A slot that reads, unless there is an error already.
    static FetchSlot of(FetchPartition wanted, TopicPartition partition, ErrorCode error) {
        return new FetchSlot(wanted, partition, error);
    }

    /// The slot of a partition that does not exist.
    static FetchSlot missing(FetchPartition wanted, ErrorCode error) {
        return new FetchSlot(wanted, null, error);
    }

    Optional<TopicPartition> partition() {
        return Optional.ofNullable(partition);
    }

    boolean hasFailed() {
        return error != ErrorCode.NONE;
    }

    int sizeInBytes() {
        return sizeInBytes;
    }

    /// Reads what has come since the last time.
    ///
    /// @param bytesMax room in the whole answer
    /// @param atLeastOneBatch whether a batch may break that bound, for the fetch to get on
    void read(Log log, int bytesMax, boolean atLeastOneBatch) {
        if (partition == null || hasFailed()) {
            return;
        }
        // Without room it is a look at the offsets.
        int room =
                Math.clamp(
                        (long) wanted.partitionMaxBytes() - sizeInBytes, 0, Math.max(0, bytesMax));
        try {
            add(log.read(partition, nextOffset, room, atLeastOneBatch));
        } catch (LogException failed) {
            fail(LogErrors.code(failed));
        }
    }

    private void add(LogSlice slice) {
        offsets = slice.offsets();
        if (slice.sizeInBytes() > 0) {
            sizeInBytes += slice.sizeInBytes();
            batches.add(slice.batches());
            nextOffset = nextOffset(slice.batches());
        }
    }

    // A failure after something was read is for the next fetch to meet.
    private void fail(ErrorCode code) {
        if (batches.isEmpty()) {
            error = code;
            offsets = UNKNOWN_OFFSETS;
        }
    }

    private static long nextOffset(ByteBuffer batches) {
        ByteBuffer rest = batches.duplicate();
        long next = 0;
        while (rest.hasRemaining()) {
            next = RecordBatch.next(rest).nextOffset();
        }
        return next;
    }

    /// The partition's part of the response.
    PartitionData response(int isolationLevel) {
        return PartitionData.builder()
                .partitionIndex(wanted.partition())
                .errorCode(error.code())
                .highWatermark(offsets.highWatermark())
                // Without transactions everything below the high watermark is decided.
                .lastStableOffset(offsets.highWatermark())
                .logStartOffset(offsets.logStart())
                // Apache Kafka has null where nobody asked, and an empty list for what does not
                // exist.
                .abortedTransactions(
                        isolationLevel == READ_COMMITTED || partition == null ? List.of() : null)
                .records(batches.isEmpty() ? Payload.EMPTY : Payload.of(batches))
                .build();
    }
}
