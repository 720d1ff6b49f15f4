package io.qanat.sim.planted;

import io.qanat.log.Appended;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.PartitionOffsets;
import io.qanat.log.TopicPartition;
import io.qanat.record.RecordBatch;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.session.Subject;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// The bugs of logs that promise too early.
final class HastyLogs {
    private HastyLogs() {}

    /// The answer to an append is given when it is asked for, with the offsets that it will get.
    static Candidate answeringFirst() {
        return behind(AnsweringFirst::new);
    }

    /// Readers are shown what is written and not synced.
    static Candidate showingFirst() {
        return behind(log ->
                new LogDecorator(log) {
                    @Override
                    public PartitionOffsets offsets(TopicPartition partition) {
                        PartitionOffsets offsets = super.offsets(partition);
                        return new PartitionOffsets(
                                offsets.logStart(), offsets.logEnd(), offsets.logEnd());
                    }
                });
    }

    /// The shipped log behind a decorator, anew for every opening.
    static Candidate behind(UnaryOperator<Log> decorator) {
        return new Candidate(
                UnaryOperator.identity(),
                (folder, config, nanoTime) -> {
                    Subject subject = Subject.shipped(folder, config, nanoTime);
                    return new Behind(subject, decorator.apply(subject.log()));
                });
    }

    /// A subject whose log is seen through a decorator.
    private record Behind(Subject subject, Log log) implements Subject {
        @Override
        public boolean step() {
            return subject.step();
        }

        @Override
        public void close() {
            subject.close();
        }
    }

    /// See [HastyLogs#answeringFirst()].
    private static final class AnsweringFirst extends LogDecorator {
        private final Map<TopicPartition, Long> ends = new HashMap<>();

        AnsweringFirst(Log log) {
            super(log);
        }

        @Override
        public CompletableFuture<Appended> append(
                TopicPartition partition, ByteBuffer batches, Durability durability) {
            long start =
                    ends.getOrDefault(
                            partition,
                            partitions().containsKey(partition) ? offsets(partition).logEnd() : 0);
            long end = start;
            for (ByteBuffer rest = batches.duplicate(); rest.hasRemaining(); ) {
                end += RecordBatch.next(rest).lastOffsetDelta() + 1;
            }
            ends.put(partition, end);
            super.append(partition, batches, durability)
                    .exceptionally(failure -> {
                        throw new AssertionError(failure);
                    });
            return CompletableFuture.completedFuture(new Appended(start, end - 1, 0, -1));
        }
    }
}
