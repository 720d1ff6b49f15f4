package io.qanat.broker.topics;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the topic writer is asked to do. Immutable.
sealed interface TopicCommand {
    /// Fails the command: the writer cannot do it.
    void fail(Throwable cause);

    /// Create topics.
    record Create(List<NewTopic> wishes, CompletableFuture<List<TopicOutcome>> outcomes)
            implements TopicCommand {
        @Override
        public void fail(Throwable cause) {
            outcomes.completeExceptionally(cause);
        }
    }

    /// Delete topics.
    record Delete(List<Topic> topics, CompletableFuture<List<TopicOutcome>> outcomes)
            implements TopicCommand {
        @Override
        public void fail(Throwable cause) {
            outcomes.completeExceptionally(cause);
        }
    }

    /// Number a producer.
    record NumberProducer(CompletableFuture<Long> id) implements TopicCommand {
        @Override
        public void fail(Throwable cause) {
            id.completeExceptionally(cause);
        }
    }

    /// End the writer.
    record Stop() implements TopicCommand {
        @Override
        public void fail(Throwable cause) {}
    }
}
