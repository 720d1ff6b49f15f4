package io.qanat.client.pattern;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.client.internal.net.Machine;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// Sends requests and brings the reply to each, by its correlation id.
///
/// The replies come on a partition that is this requester's own, so it reads nobody else's, and it
/// reads it from its end on before the first request is sent, so none is missed. A request carries
/// its deadline: a [Responder] does not begin with one that nobody waits for any more. Guarantee:
/// each request has exactly one [Reply], at the latest at its deadline; a reply that comes later,
/// or twice, is dropped.
///
/// Thread-safe. The application runs it on a thread, on which replies come.
public final class Requester implements Runnable, AutoCloseable {
    /// How many requests may wait for their replies.
    public static final int OPEN_MAX = 10_000;

    private static final Duration POLL_MAX = Duration.ofMillis(100);

    /// A request without a reply.
    private record Open(
            UUID id, Duration limit, long deadlineNanos, CompletableFuture<Reply> reply) {}

    private final String topic;
    private final TopicPartition replies;
    private final Producer<byte[], byte[]> producer;
    private final PartitionFetcher fetcher;
    private final Machine machine;
    private final Map<UUID, Open> open = new ConcurrentHashMap<>();

    /// The same requests, the first deadline first.
    private final ConcurrentSkipListSet<Open> deadlines =
            new ConcurrentSkipListSet<>(
                    Comparator.comparingLong(Open::deadlineNanos).thenComparing(Open::id));

    private volatile boolean isClosed;

    private Requester(
            String topic,
            TopicPartition replies,
            Producer<byte[], byte[]> producer,
            PartitionFetcher fetcher) {
        this.topic = topic;
        this.replies = replies;
        this.producer = producer;
        this.fetcher = fetcher;
        this.machine = new Machine("requester-" + topic);
    }

    /// A requester that is ready for requests; replies come once it runs.
    ///
    /// @param topic where requests go
    /// @param replies the partition that no other requester uses
    /// @throws io.qanat.client.ClientException when that partition is not found
    public static Requester open(ConnectionConfig connection, String topic, TopicPartition replies)
            throws InterruptedException {
        var fetcher = PartitionFetcher.create(FetcherConfig.builder(connection).build());
        try {
            fetcher.assign(fetcher.endOffsets(List.of(replies)));
        } catch (InterruptedException | RuntimeException e) {
            fetcher.close();
            throw e;
        }
        var config = ProducerConfig.builder(connection).linger(Duration.ZERO).build();
        return new Requester(
                topic,
                replies,
                Producer.create(config, Serializer.BYTES, Serializer.BYTES),
                fetcher);
    }

    /// Sends a request. Never blocks.
    ///
    /// @param limit how long its reply is waited for
    /// @return a future that always completes normally
    public CompletableFuture<Reply> request(
            byte @Nullable [] key, byte @Nullable [] value, Duration limit) {
        if (isClosed) {
            return CompletableFuture.completedFuture(new Reply.Closed());
        }
        int count = open.size();
        if (count >= OPEN_MAX) {
            return CompletableFuture.completedFuture(new Reply.Busy(count));
        }
        var request =
                new Open(
                        UUID.randomUUID(),
                        limit,
                        machine.nanos() + limit.toNanos(),
                        new CompletableFuture<>());
        open.put(request.id(), request);
        deadlines.add(request);
        long deadlineMillis = machine.millis() + limit.toMillis();
        producer.send(
                new ProducerRecord<>(
                        topic,
                        null,
                        null,
                        key,
                        value,
                        RequestHeaders.ofRequest(request.id(), replies, deadlineMillis)),
                limit.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : limit,
                outcome -> sent(request, outcome));
        if (isClosed) {
            // Closed meanwhile, perhaps after the others were told.
            complete(request, new Reply.Closed());
        }
        return request.reply();
    }

    /// Takes replies until it is closed or its thread is interrupted.
    ///
    /// @throws io.qanat.client.ClientException when the reply partition cannot be read on
    @Override
    public void run() {
        try {
            while (!isClosed) {
                fetcher.poll(pause()).toList().forEach(this::take);
                expire();
            }
        } catch (ClientClosedException e) {
            // By close, while it waited.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isClosed = true;
            List.copyOf(open.values()).forEach(request -> complete(request, new Reply.Closed()));
        }
    }

    /// Ends it. Requests without a reply are `Closed`.
    @Override
    public void close() {
        isClosed = true;
        fetcher.close();
        producer.close(Duration.ZERO);
        List.copyOf(open.values()).forEach(request -> complete(request, new Reply.Closed()));
    }

    private void sent(Open request, Outcome outcome) {
        // One that is possibly in the log may still be answered.
        if (outcome instanceof Outcome.NotPersisted refused) {
            complete(request, new Reply.NotSent(refused.cause()));
        }
    }

    private void take(ConsumedRecord record) {
        RequestHeaders.correlationOf(record)
                .map(open::get)
                .ifPresent(request ->
                        complete(
                                request,
                                RequestHeaders.refusalOf(record)
                                        .<Reply>map(Reply.Refused::new)
                                        .orElseGet(() -> new Reply.Answered(record))));
    }

    private void expire() {
        long nowNanos = machine.nanos();
        for (Open first : deadlines) {
            if (first.deadlineNanos() - nowNanos > 0) {
                return;
            }
            complete(first, new Reply.Late(first.limit()));
        }
    }

    private void complete(Open request, Reply reply) {
        open.remove(request.id());
        deadlines.remove(request);
        request.reply().complete(reply);
    }

    /// Until the next deadline, at least a millisecond.
    private Duration pause() {
        for (Open first : deadlines) {
            long leftNanos = first.deadlineNanos() - machine.nanos();
            return Duration.ofNanos(Math.clamp(leftNanos, 1_000_000, POLL_MAX.toNanos()));
        }
        return POLL_MAX;
    }
}
