package io.qanat.log;

import io.qanat.log.segment.Segment;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What the log writer is asked to do, with the future that says what came of it.
sealed interface Command {
    /// What it is about, for a message.
    String target();

    /// The bytes that it writes to the log.
    default int sizeInBytes() {
        return 0;
    }

    /// Says that it failed.
    void fail(LogException cause);

    /// Appends batches.
    record Append(
            TopicPartition partition,
            ByteBuffer batches,
            Durability durability,
            CompletableFuture<Appended> answer)
            implements Command {
        @Override
        public String target() {
            return partition.toString();
        }

        @Override
        public int sizeInBytes() {
            return batches.remaining();
        }

        @Override
        public void fail(LogException cause) {
            answer.completeExceptionally(cause);
        }
    }

    /// Creates a partition.
    record Create(TopicPartition partition, UUID topicId, CompletableFuture<Void> answer)
            implements Command {
        @Override
        public String target() {
            return partition.toString();
        }

        @Override
        public void fail(LogException cause) {
            answer.completeExceptionally(cause);
        }
    }

    /// Gives a partition without a topic id one.
    record Adopt(TopicPartition partition, UUID topicId, CompletableFuture<Void> answer)
            implements Command {
        @Override
        public String target() {
            return partition.toString();
        }

        @Override
        public void fail(LogException cause) {
            answer.completeExceptionally(cause);
        }
    }

    /// Deletes a partition.
    record Delete(TopicPartition partition, CompletableFuture<Void> answer) implements Command {
        @Override
        public String target() {
            return partition.toString();
        }

        @Override
        public void fail(LogException cause) {
            answer.completeExceptionally(cause);
        }
    }

    /// Repairs a segment in which a reader met damage; asked for by nobody who would wait.
    record Mend(TopicPartition partition, Segment segment) implements Command {
        @Override
        public String target() {
            return partition.toString();
        }

        @Override
        public void fail(LogException cause) {
            Notices.warn("damage not repaired partition=" + partition, cause);
        }
    }

    /// Forgets producers that were quiet for long; asked for by nobody who would wait.
    record ExpireProducers(long nowMillis) implements Command {
        @Override
        public String target() {
            return "producers";
        }

        @Override
        public void fail(LogException cause) {
            // They are forgotten another time.
        }
    }
}
