package io.qanat.stress;

import io.qanat.client.BootstrapServers;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.Fate;
import io.qanat.client.internal.accumulator.Place;
import io.qanat.client.internal.accumulator.TopicBuffer;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Timeline;
import io.qanat.record.ChunkPool;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An accumulator with one topic, as every race needs it. Thread-safe.
final class Producing {
    private static final int CHUNK_BYTES = 256;
    private static final BootstrapServers NOWHERE = BootstrapServers.parse("nowhere:1");

    /// Shared by all repetitions, for which it would else be made anew.
    private static final ChunkPool POOL = ChunkPool.of(CHUNK_BYTES, 100_000);

    private static final Fate DELIVERED = new Fate.Delivered(0, Fate.NO_APPEND_TIME, Timeline.NONE);
    private static final Random RANDOM = new Random(5);

    private final Accumulator accumulator;
    private final TopicBuffer topic;

    /// A topic whose partitions are not known yet.
    Producing(int recordsMax) {
        var config =
                ProducerConfig.builder(NOWHERE)
                        .batchBytesMax(CHUNK_BYTES)
                        .bufferBytes(4 * CHUNK_BYTES)
                        .bufferRecordsMax(recordsMax)
                        .build();
        accumulator = new Accumulator(config, POOL, System::nanoTime, () -> {}, RANDOM);
        topic = accumulator.topic("t");
    }

    Accumulator accumulator() {
        return accumulator;
    }

    TopicBuffer topic() {
        return topic;
    }

    /// Tells the topic that it has one partition, as the loop does.
    void know() {
        topic.know(1, new int[] {0});
        topic.place();
    }

    /// Appends a record; returns whether it was taken.
    boolean append(int number) {
        byte[] value = {(byte) number};
        return topic.append(new EncodedRecord(0, null, value, List.of(), Callback.NONE), 0)
                .isAdmitted();
    }

    /// Appends a record, for which there is room, and which can be cancelled.
    Sending sending(int number) {
        var sending = new Sending();
        byte[] value = {(byte) number};
        topic.append(new EncodedRecord(0, null, value, List.of(), sending), 0);
        return sending;
    }

    /// A record that can be cancelled.
    static final class Sending implements Cancellable {
        private @Nullable Place place;
        private final AtomicInteger outcomes = new AtomicInteger();

        /// How many outcomes it got.
        int outcomes() {
            return outcomes.get();
        }

        @Override
        public void completed(Outcome outcome) {
            outcomes.incrementAndGet();
        }

        @Override
        public @Nullable Place place() {
            return place;
        }

        @Override
        public void place(Place next) {
            place = next;
        }
    }

    /// Takes out all batches, as the loop does, and frees them.
    ///
    /// @return the records' numbers as the digits of one number, in their order
    int take() {
        int numbers = 0;
        for (Batch batch = accumulator.nextOpened();
                batch != null;
                batch = accumulator.nextOpened()) {
            batch.home().close(batch);
            batch.build();
            while (!batch.isVoid() && !batch.trySeal()) {
                batch.rewrite();
            }
            if (!batch.isVoid()) {
                RecordCursor records =
                        RecordBatch.of(batch.built().joined()).records(DecompressionLimits.DEFAULT);
                while (records.advance()) {
                    numbers = 10 * numbers + records.buffer().get(records.valueAt());
                }
            }
            batch.seal();
            batch.complete(DELIVERED);
            batch.free();
        }
        return numbers;
    }

    /// Whether the budget is what it was at first.
    boolean isAllFree() {
        var level = accumulator.budget().level();
        return level.freeBytes() == level.totalBytes()
                && level.freeRecords() == level.totalRecords();
    }
}
