package io.qanat.sim.session;

import io.qanat.log.Appended;
import io.qanat.log.Durability;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something that was asked of the log.
sealed interface Asked {
    /// Of which partition.
    TopicPartition partition();

    /// The answer.
    CompletableFuture<?> answer();

    /// An append.
    ///
    /// @param batches as they were before they were given their places
    record Append(
            TopicPartition partition,
            List<ByteBuffer> batches,
            Durability durability,
            CompletableFuture<Appended> answer)
            implements Asked {
        @Override
        public String toString() {
            return "an append of %d batches to %s as %s"
                    .formatted(batches.size(), partition, durability);
        }
    }

    /// An append of one numbered batch, which may be in the log already.
    record Next(
            TopicPartition partition,
            Numbered numbered,
            Durability durability,
            CompletableFuture<Appended> answer)
            implements Asked {
        @Override
        public String toString() {
            return "a numbered append to %s as %s".formatted(partition, durability);
        }
    }

    /// A creation.
    record Create(TopicPartition partition, CompletableFuture<Void> answer) implements Asked {
        @Override
        public String toString() {
            return "the creation of " + partition;
        }
    }

    /// A deletion.
    record Delete(TopicPartition partition, CompletableFuture<Void> answer) implements Asked {
        @Override
        public String toString() {
            return "the deletion of " + partition;
        }
    }
}
