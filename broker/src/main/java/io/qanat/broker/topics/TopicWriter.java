package io.qanat.broker.topics;

import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.metadata.MetadataMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries out one command after the other. Confined to the topic writer's thread.
///
/// Create: record durable → folders durable → image published → answer. Delete: record durable →
/// image published → folders removed → answer. A crash at any arrow is put right by [FolderRepair].
final class TopicWriter {
    // The first of the 22 characters that show an id stands for its first six bits; number 62 is
    // the dash.
    private static final int SIX_BITS_BELOW = Long.SIZE - 6;
    private static final int DASH = 62;

    private final Log log;
    private final MetadataLog metadata;
    private final TopicState state;
    private final Supplier<UUID> topicIds;
    private final Consumer<TopicImage> onChange;
    private TopicImage image;
    private ProducerIdBlock producerIds;

    TopicWriter(
            Log log,
            MetadataLog metadata,
            TopicState state,
            Supplier<UUID> topicIds,
            Consumer<TopicImage> onChange) {
        this.log = log;
        this.metadata = metadata;
        this.state = state;
        this.topicIds = topicIds;
        this.onChange = onChange;
        this.image = state.image();
        this.producerIds = ProducerIdBlock.emptyAt(state.nextProducerId());
    }

    /// Carries one command out and completes its future.
    void run(TopicCommand command) throws InterruptedException {
        switch (command) {
            case TopicCommand.Create create -> create.outcomes().complete(create(create.wishes()));
            case TopicCommand.Delete delete -> delete.outcomes().complete(delete(delete.topics()));
            case TopicCommand.NumberProducer number -> number(number.id());
            case TopicCommand.Stop stop -> {}
        }
    }

    private List<TopicOutcome> create(List<NewTopic> wishes) throws InterruptedException {
        var outcomes = new ArrayList<TopicOutcome>(wishes.size());
        for (NewTopic wish : wishes) {
            var refusal = TopicRules.refusal(wish, image);
            outcomes.add(refusal.isPresent() ? refusal.get() : create(wish));
        }
        return outcomes;
    }

    private TopicOutcome create(NewTopic wish) throws InterruptedException {
        UUID id = freshId();
        try {
            List<MetadataMessage> records =
                    TopicState.creation(wish, id, log.leaderEpoch(), log.directoryId());
            await(metadata.append(records));
            createFolders(wish, id);
            records.forEach(state::apply);
            warnOfCollision(wish.name());
            publish();
            return new TopicOutcome.Done(image.withId(id).orElseThrow());
        } catch (LogException failed) {
            return new TopicOutcome.Failed(failed);
        }
    }

    // As Apache Kafka: an id whose text begins with a dash would read as an option on a command
    // line.
    private UUID freshId() {
        UUID id = topicIds.get();
        while (id.getMostSignificantBits() >>> SIX_BITS_BELOW == DASH) {
            id = topicIds.get();
        }
        return id;
    }

    private void warnOfCollision(String name) {
        if (name.indexOf('.') < 0 && name.indexOf('_') < 0) {
            return;
        }
        for (Topic topic : image.topics()) {
            if (TopicName.collide(name, topic.name())) {
                TopicEvents.collision(name, topic.name());
            }
        }
    }

    private void createFolders(NewTopic wish, UUID id) throws InterruptedException {
        var created = new ArrayList<TopicPartition>();
        var pending = new ArrayList<CompletableFuture<Void>>();
        for (int partition = 0; partition < wish.partitions(); partition++) {
            var topicPartition = new TopicPartition(wish.name(), partition);
            pending.add(log.create(topicPartition, id).thenRun(() -> created.add(topicPartition)));
        }
        try {
            awaitAll(pending);
        } catch (LogException failed) {
            // The topic is half there. Nobody knows of it yet, so its records are taken back;
            // should that fail as well, the
            // next start makes the missing folders, and the topic that was reported as failed
            // exists.
            await(metadata.append(List.of(TopicState.removal(id))));
            deleteFolders(created);
            throw failed;
        }
    }

    private List<TopicOutcome> delete(List<Topic> topics) throws InterruptedException {
        var outcomes = new ArrayList<TopicOutcome>(topics.size());
        for (Topic topic : topics) {
            outcomes.add(delete(topic));
        }
        return outcomes;
    }

    private TopicOutcome delete(Topic topic) throws InterruptedException {
        if (image.withId(topic.id()).isEmpty()) {
            return TopicOutcome.Refused.unknown(topic.name());
        }
        try {
            MetadataMessage record = TopicState.removal(topic.id());
            await(metadata.append(List.of(record)));
            state.apply(record);
            publish();
            deleteFolders(topic.partitions());
            return new TopicOutcome.Done(topic);
        } catch (LogException failed) {
            return new TopicOutcome.Failed(failed);
        }
    }

    private void deleteFolders(List<TopicPartition> partitions) throws InterruptedException {
        var pending = new ArrayList<CompletableFuture<Void>>();
        for (TopicPartition partition : partitions) {
            pending.add(log.delete(partition));
        }
        awaitAll(pending);
    }

    private void number(CompletableFuture<Long> id) throws InterruptedException {
        try {
            if (producerIds.isEmpty()) {
                ProducerIdBlock block = producerIds.following();
                await(metadata.append(List.of(TopicState.producerIds(block.end()))));
                producerIds = block;
            }
            id.complete(producerIds.next());
            producerIds = producerIds.afterNext();
        } catch (LogException failed) {
            id.completeExceptionally(failed);
        }
    }

    private void publish() {
        image = state.image();
        onChange.accept(image);
    }

    private static void awaitAll(List<CompletableFuture<Void>> pending)
            throws InterruptedException {
        LogException first = null;
        for (CompletableFuture<Void> future : pending) {
            try {
                await(future);
            } catch (LogException failed) {
                first = first == null ? failed : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /// Waits for the log.
    ///
    /// @throws LogException if that is how the future ended
    static <T> void await(CompletableFuture<T> future) throws InterruptedException {
        try {
            T unused = future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LogException cause) {
                throw cause;
            }
            throw new IllegalStateException("the log failed in an unknown way", failed.getCause());
        }
    }
}
