package io.qanat.client.internal.sink;

import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Misplaced;
import io.qanat.client.internal.accumulator.TopicBuffer;
import io.qanat.client.internal.accumulator.Unplaced;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.cluster.MetadataSnapshot;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.cluster.TopicMetadata;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import io.qanat.protocol.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The topics that are produced to, and those among them whose records wait until the partitions
/// are known. Confined to the client's loop.
final class AwaitedTopics {
    private final Accumulator accumulator;
    private final Metadata metadata;
    private final CompletionQueue completions;
    private final Executor router;
    private final Meters meters;
    private final Set<TopicBuffer> placed = new LinkedHashSet<>();
    private final Set<TopicBuffer> awaited = new LinkedHashSet<>();

    private Set<Integer> avoided = Set.of();
    private @Nullable ClientException failure;

    AwaitedTopics(
            Accumulator accumulator,
            Metadata metadata,
            CompletionQueue completions,
            Executor router,
            Meters meters) {
        this.accumulator = accumulator;
        this.metadata = metadata;
        this.completions = completions;
        this.router = router;
        this.meters = meters;
    }

    Collection<TopicBuffer> awaited() {
        return awaited;
    }

    /// Hears of new topics, places what can be placed, and gives up what has waited too long.
    void advance(long nowNanos) {
        for (TopicBuffer topic = accumulator.nextAwaited();
                topic != null;
                topic = accumulator.nextAwaited()) {
            hearOf(topic, nowNanos);
        }
        if (!awaited.isEmpty()) {
            awaited.forEach(topic -> place(topic, nowNanos));
            awaited.stream().filter(TopicBuffer::isPlaced).forEach(placed::add);
            awaited.removeIf(topic -> topic.waitingRoom().isEmpty());
        }
    }

    /// Takes what the cluster said last.
    void know(MetadataSnapshot snapshot, long nowNanos) {
        placed.forEach(topic -> know(topic, snapshot, nowNanos));
        awaited.forEach(topic -> know(topic, snapshot, nowNanos));
    }

    /// Takes the brokers whose partitions do not count as available.
    void avoid(Set<Integer> brokers, MetadataSnapshot snapshot, long nowNanos) {
        avoided = brokers;
        know(snapshot, nowNanos);
    }

    /// Why records were given up, if any were since the last call.
    Optional<ClientException> takeFailure() {
        Optional<ClientException> taken = Optional.ofNullable(failure);
        failure = null;
        return taken;
    }

    /// When the next record has waited too long.
    long nextNanos(long otherwise) {
        long next = otherwise;
        for (TopicBuffer topic : awaited) {
            next = topic.waitingRoom().nextDeadlineNanos(next);
        }
        return next;
    }

    /// Gives up everything that waits.
    void giveUpAll(ClientException cause, long nowNanos) {
        for (TopicBuffer topic = accumulator.nextAwaited();
                topic != null;
                topic = accumulator.nextAwaited()) {
            awaited.add(topic);
        }
        awaited.forEach(topic -> fail(topic.waitingRoom().takeAll(), cause, nowNanos));
        awaited.clear();
    }

    private void hearOf(TopicBuffer topic, long nowNanos) {
        if (topic.takeOutgrown()) {
            metadata.refresh(nowNanos);
            if (topic.isPlaced()) {
                return;
            }
        }
        awaited.add(topic);
        metadata.want(topic.name(), nowNanos);
        boolean isKnown =
                metadata.snapshot().topic(topic.name()).map(TopicMetadata::isKnown).orElse(false);
        if (isKnown) {
            know(topic, metadata.snapshot(), nowNanos);
        } else {
            // What was refused once may have been put right: the next answer decides.
            metadata.refresh(nowNanos);
        }
    }

    private void place(TopicBuffer topic, long nowNanos) {
        int count =
                metadata.snapshot().topic(topic.name()).map(t -> t.partitions().size()).orElse(0);
        for (Misplaced record : topic.place()) {
            int partition = record.unplaced().partition();
            ClientException cause =
                    record.failure() == null
                            ? noPartition(topic.name(), partition, count)
                            : record.failure();
            fail(List.of(record.unplaced()), cause, nowNanos);
        }
        List<Unplaced> unrouted = topic.waitingRoom().takeUnrouted();
        if (!unrouted.isEmpty()) {
            router.execute(() -> topic.waitingRoom().route(unrouted));
        }
        List<Unplaced> overdue = topic.waitingRoom().takeOverdue(nowNanos);
        overdue.stream()
                .collect(Collectors.groupingBy(Unplaced::limit))
                .forEach((limit, records) ->
                        fail(
                                records,
                                new DeadlineException(
                                        "produce to " + topic.name(), limit, 0, obstacle(topic)),
                                nowNanos));
    }

    private void know(TopicBuffer topic, MetadataSnapshot snapshot, long nowNanos) {
        TopicMetadata known = snapshot.topics().get(topic.name());
        if (known == null) {
            return;
        }
        if (known.isKnown()) {
            topic.know(known.partitions().size(), available(known.partitions()));
        } else if (!known.isPending()) {
            fail(
                    topic.waitingRoom().takeAll(),
                    new BrokerException("produce to " + topic.name(), known.error(), null),
                    nowNanos);
        }
    }

    private void fail(List<Unplaced> records, ClientException cause, long nowNanos) {
        if (!records.isEmpty()) {
            failure = cause;
            meters.failed(records.size(), nowNanos);
            Timeline timeline = records.getFirst().timeline(nowNanos);
            var outcome = new Outcome.NotPersisted(cause, timeline);
            completions.add(() -> records.forEach(record -> record.complete(outcome)));
        }
    }

    private @Nullable ClientException obstacle(TopicBuffer topic) {
        return metadata.lastFailure()
                .orElseGet(() ->
                        new BrokerException(
                                "finding the partitions of " + topic.name(),
                                metadata.snapshot()
                                        .topic(topic.name())
                                        .map(TopicMetadata::error)
                                        .orElse(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION),
                                null));
    }

    private static ClientException noPartition(String topic, int partition, int count) {
        return new BrokerException(
                "produce to " + topic + "-" + partition,
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                "the topic has " + count + " partitions, numbered from 0");
    }

    /// Those that are led and not avoided; if there are none, those that are led; if there are
    /// none, all.
    private int[] available(List<PartitionMetadata> partitions) {
        int[] best = places(partitions, p -> p.hasLeader() && !avoided.contains(p.leaderId()));
        int[] led = best.length > 0 ? best : places(partitions, PartitionMetadata::hasLeader);
        return led.length > 0 ? led : places(partitions, p -> true);
    }

    private static int[] places(
            List<PartitionMetadata> partitions, Predicate<PartitionMetadata> condition) {
        return IntStream.range(0, partitions.size())
                .filter(index -> condition.test(partitions.get(index)))
                .toArray();
    }
}
