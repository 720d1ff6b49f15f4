package io.qanat.client.consumer;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.OffsetSpec;
import io.qanat.client.internal.admin.DescribeTopicInquiry;
import io.qanat.client.internal.admin.Inquiries;
import io.qanat.client.internal.admin.Inquiry;
import io.qanat.client.internal.admin.OffsetInquiry;
import io.qanat.client.internal.admin.Question;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.net.ClientLoop;
import io.qanat.client.internal.net.Machine;
import io.qanat.client.internal.net.Readiness;
import io.qanat.client.internal.source.FetchFailure;
import io.qanat.client.internal.source.Fetched;
import io.qanat.client.internal.source.FetchedBatches;
import io.qanat.client.internal.source.Inbox;
import io.qanat.client.internal.source.Sources;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Reads partitions from given offsets on, without a group.
///
/// Confined to one thread at a time, but for [#close], which any thread may call.
public final class PartitionFetcher implements AutoCloseable {
    private static final long CLOSE_MILLIS_MAX = 5_000;

    /// Where a partition is read next, and since which assignment or seek.
    private record Position(long offset, long generation) {}

    private final FetcherConfig config;
    private final Machine machine;
    private final ClientLoop loop;
    private final Readiness readiness;
    private final Inquiries inquiries;
    private final Backoff retry;
    private final Executor callbacks;
    private final Sources sources;
    private final Inbox inbox;
    private final Map<TopicPartition, Position> positions = new HashMap<>();
    private final ArrayDeque<Fetched> received = new ArrayDeque<>();
    private long generation;

    private PartitionFetcher(FetcherConfig config) {
        ConnectionConfig connection = config.connection();
        this.config = config;
        machine = new Machine("fetcher-" + connection.clientId());
        loop = new ClientLoop(machine);
        RandomGenerator random = machine.random();
        callbacks = machine.callbacks();
        retry = new Backoff(connection.retryBackoff(), connection.retryBackoffMax(), random);
        var reconnect =
                new Backoff(
                        connection.reconnectBackoff(), connection.reconnectBackoffMax(), random);
        var cluster =
                new Cluster(
                        connection,
                        loop,
                        reconnect,
                        new Metadata(connection, retry, false, machine.nanos()));
        readiness = new Readiness(connection, cluster);
        inquiries = new Inquiries(cluster);
        inbox = new Inbox(config.bufferBytes());
        sources = new Sources(config, cluster, inquiries, inbox, retry);
        loop.start(sources);
    }

    /// A fetcher, which begins to look for the cluster in the background.
    public static PartitionFetcher create(FetcherConfig config) {
        return new PartitionFetcher(config);
    }

    /// Waits until the cluster has answered.
    ///
    /// @throws ClientException why it has not within `limit`
    public void awaitReady(Duration limit) throws InterruptedException {
        readiness.await(limit);
    }

    /// The partitions of a topic.
    ///
    /// @throws ClientException when there is no such topic, or no answer in time
    public List<TopicPartition> partitions(String topic) throws InterruptedException {
        return await(ask(new DescribeTopicInquiry(topic))).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /// Where the partitions begin.
    ///
    /// @throws ClientException when there is no answer in time
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions)
            throws InterruptedException {
        return offsets(partitions, new OffsetSpec.Earliest());
    }

    /// Where the partitions end, as far as consumers may see.
    ///
    /// @throws ClientException when there is no answer in time
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions)
            throws InterruptedException {
        return offsets(partitions, new OffsetSpec.Latest());
    }

    /// The offsets of a place in each of the partitions that has such a place.
    ///
    /// @throws ClientException when there is no answer in time
    public Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec place) throws InterruptedException {
        var futures = new LinkedHashMap<TopicPartition, CompletableFuture<OptionalLong>>();
        partitions.forEach(
                partition -> futures.put(partition, ask(new OffsetInquiry(partition, place))));
        var offsets = new LinkedHashMap<TopicPartition, Long>();
        for (var future : futures.entrySet()) {
            await(future.getValue()).ifPresent(offset -> offsets.put(future.getKey(), offset));
        }
        return offsets;
    }

    /// Reads these partitions from these offsets on, and no others.
    public void assign(Map<TopicPartition, Long> offsets) {
        generation++;
        positions.clear();
        offsets.forEach(
                (partition, offset) -> positions.put(partition, new Position(offset, generation)));
        Map<TopicPartition, Long> assigned = Map.copyOf(offsets);
        long assignedGeneration = generation;
        loop.execute(() -> sources.assign(assigned, assignedGeneration, machine.nanos()));
    }

    /// Reads an assigned partition from another offset on.
    ///
    /// @throws IllegalArgumentException when it is not assigned
    public void seek(TopicPartition partition, long offset) {
        if (!positions.containsKey(partition)) {
            throw new IllegalArgumentException(partition + " is not assigned");
        }
        generation++;
        positions.put(partition, new Position(offset, generation));
        long soughtGeneration = generation;
        loop.execute(() -> sources.seek(partition, offset, soughtGeneration));
    }

    /// The offset of each assigned partition that the next `poll` goes on from.
    public Map<TopicPartition, Long> positions() {
        var offsets = new HashMap<TopicPartition, Long>();
        positions.forEach((partition, position) -> offsets.put(partition, position.offset()));
        return offsets;
    }

    /// What has been fetched since the last call; if nothing has, waits for something at most so
    /// long.
    ///
    /// @throws ClientException when a partition cannot be read on; the others can, with the next
    ///   call
    public FetchedRecords poll(Duration limit) throws InterruptedException {
        long deadlineNanos = machine.nanos() + limit.toNanos();
        List<FetchedPartition> fetched = accepted();
        for (long leftNanos = deadlineNanos - machine.nanos();
                fetched.isEmpty() && leftNanos > 0;
                leftNanos = deadlineNanos - machine.nanos()) {
            received.addAll(inbox.take(leftNanos));
            loop.ring();
            fetched = accepted();
        }
        return new FetchedRecords(fetched);
    }

    /// Closes the fetcher; a `poll` that waits fails.
    @Override
    public void close() {
        loop.stop();
        try {
            loop.awaitEnd(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was received for the present positions, rather than for those that were left since, up
    /// to the first failure.
    private List<FetchedPartition> accepted() {
        var fetched = new ArrayList<FetchedPartition>();
        while (!received.isEmpty()) {
            Fetched first = received.getFirst();
            Position position = positions.get(first.partition());
            if (position != null && position.generation() == first.generation()) {
                switch (first) {
                    case FetchedBatches batches -> {
                        fetched.add(new FetchedPartition(batches, config));
                        positions.put(
                                first.partition(),
                                new Position(batches.nextOffset(), first.generation()));
                    }
                    case FetchFailure failure -> {
                        if (!fetched.isEmpty()) {
                            return fetched;
                        }
                        received.removeFirst();
                        throw failure.cause();
                    }
                }
            }
            received.removeFirst();
        }
        return fetched;
    }

    private <T> CompletableFuture<T> ask(Inquiry<T> inquiry) {
        var question = new Question<>(inquiry, config.limit(), retry, callbacks, machine.nanos());
        var closed = new ClientClosedException(inquiry.action() + ": the fetcher is closed");
        loop.execute(() -> inquiries.ask(question, closed));
        return question.answer();
    }

    private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
