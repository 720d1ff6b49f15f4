package io.qanat.broker.topics;

import io.qanat.broker.config.TopicSettings;
import io.qanat.log.Log;
import io.qanat.log.LogException;
import io.qanat.log.StorageException;
import io.qanat.log.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/// The broker's topics. Thread-safe: reading is a look at the newest image, changing waits for the
/// topic writer.
public final class Topics {
    private static final UUID NO_ID = new UUID(0, 0);

    private final int messageBytesMaxDefault;
    private final List<String> findings;
    private final TopicOrders orders;
    private volatile TopicImage image;

    private Topics(
            Log log,
            MetadataLog metadata,
            TopicState state,
            Supplier<UUID> topicIds,
            List<String> findings,
            Function<TopicWriter, TopicOrders> run) {
        this.messageBytesMaxDefault = state.messageBytesMaxDefault();
        this.findings = List.copyOf(findings);
        image = state.image();
        orders =
                run.apply(
                        new TopicWriter(
                                log, metadata, state, topicIds, changed -> image = changed));
    }

    /// Replays the metadata log and brings the partition folders into line with it.
    public static Topics open(
            Log log, MetadataLog metadata, int messageBytesMaxDefault, Supplier<UUID> topicIds)
            throws InterruptedException {
        return open(log, metadata, messageBytesMaxDefault, topicIds, TopicThread::started);
    }

    /// The same without a thread: whoever asks for a change carries it out.
    ///
    /// @param log completes what it is asked for before it returns
    public static Topics openStepped(
            Log log, MetadataLog metadata, int messageBytesMaxDefault, Supplier<UUID> topicIds)
            throws InterruptedException {
        return open(log, metadata, messageBytesMaxDefault, topicIds, TopicOrders::carriedOutHere);
    }

    private static Topics open(
            Log log,
            MetadataLog metadata,
            int messageBytesMaxDefault,
            Supplier<UUID> topicIds,
            Function<TopicWriter, TopicOrders> run)
            throws InterruptedException {
        var state = new TopicState(messageBytesMaxDefault);
        metadata.open();
        metadata.replay(state::apply);
        List<String> findings =
                repair(log, FolderRepair.of(state.image(), state.removed(), log.partitions()));
        return new Topics(log, metadata, state, topicIds, findings, run);
    }

    private static List<String> repair(Log log, FolderRepair repair) throws InterruptedException {
        var findings = new ArrayList<String>();
        for (var leftover : repair.leftovers()) {
            TopicWriter.await(log.delete(leftover));
            findings.add("folder of a deleted topic removed: " + leftover);
        }
        for (var missing : repair.missing().entrySet()) {
            TopicWriter.await(log.create(missing.getKey(), missing.getValue()));
            findings.add(
                    log.recovery().cleanlyClosed()
                            ? "folder lost since the orderly close, made anew without its records: "
                                    + missing.getKey()
                            : "folder of a new topic made: " + missing.getKey());
        }
        for (var nameless : repair.nameless().entrySet()) {
            findings.add(adopt(log, nameless.getKey(), nameless.getValue()));
        }
        for (var stranger : repair.strangers()) {
            findings.add("folder of an unknown topic left as it is: " + stranger);
        }
        return findings;
    }

    private static String adopt(Log log, TopicPartition partition, UUID topicId)
            throws InterruptedException {
        try {
            log.offsets(partition);
        } catch (StorageException closed) {
            // Nothing can be appended to it under no id: that is for a start at which it opens.
            return "folder without a topic id left as it is, since it cannot be opened: "
                    + partition;
        }
        TopicWriter.await(log.adopt(partition, topicId));
        return "topic id written again into a folder that had lost it: " + partition;
    }

    /// What opening found, one line each.
    public List<String> findings() {
        return findings;
    }

    /// The topics at this moment.
    public TopicImage image() {
        return image;
    }

    /// Whether topics could be created, by the rules alone.
    public List<TopicOutcome> check(List<NewTopic> wishes) {
        return wishes.stream().map(this::check).toList();
    }

    /// Creates topics; returns once they are durable.
    public List<TopicOutcome> create(List<NewTopic> wishes) throws InterruptedException {
        var outcomes = new CompletableFuture<List<TopicOutcome>>();
        return await(new TopicCommand.Create(wishes, outcomes), outcomes);
    }

    /// Deletes topics; returns once they are gone.
    public List<TopicOutcome> delete(List<Topic> topics) throws InterruptedException {
        var outcomes = new CompletableFuture<List<TopicOutcome>>();
        return await(new TopicCommand.Delete(topics, outcomes), outcomes);
    }

    /// A producer id that was never given out before.
    ///
    /// @throws LogException if the log cannot reserve more
    public long nextProducerId() throws InterruptedException {
        var id = new CompletableFuture<Long>();
        return await(new TopicCommand.NumberProducer(id), id);
    }

    /// Carries out what was asked for and stops.
    public void stop() throws InterruptedException {
        orders.stop();
    }

    private TopicOutcome check(NewTopic wish) {
        return TopicRules.refusal(wish, image)
                .<TopicOutcome>map(refused -> refused)
                .orElseGet(() -> new TopicOutcome.Done(preview(wish)));
    }

    private Topic preview(NewTopic wish) {
        var partitions = new ArrayList<TopicPartition>(wish.partitions());
        for (int partition = 0; partition < wish.partitions(); partition++) {
            partitions.add(new TopicPartition(wish.name(), partition));
        }
        return new Topic(
                wish.name(),
                NO_ID,
                partitions,
                new TopicSettings(wish.configs(), messageBytesMaxDefault));
    }

    private <T> T await(TopicCommand command, CompletableFuture<T> outcome)
            throws InterruptedException {
        orders.give(command);
        try {
            return outcome.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LogException cause) {
                throw cause;
            }
            throw new IllegalStateException("a change of topics failed", failed.getCause());
        }
    }
}
