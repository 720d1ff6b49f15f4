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
import io.qanat.record.RecordHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers the requests of a [Requester], each where its headers say.
///
/// It reads all partitions of a topic from their ends on, so it is one process's job, and what was
/// asked while none ran is not answered. A request that is past its deadline by this machine's
/// clock is dropped before its function is called; one without a correlation id and a place for its
/// reply is nobody's. Guarantee: a request is handled at most once by this responder.
///
/// The application runs it on a thread, on which the function is called. [#close] is for any
/// thread.
public final class Responder implements Runnable, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Responder.class.getName());
    private static final Duration POLL_MAX = Duration.ofMillis(100);

    private final Producer<byte[], byte[]> producer;
    private final PartitionFetcher fetcher;
    private final Function<ConsumedRecord, byte @Nullable []> function;
    private final Machine machine;
    private volatile boolean isClosed;

    private Responder(
            String topic,
            Producer<byte[], byte[]> producer,
            PartitionFetcher fetcher,
            Function<ConsumedRecord, byte @Nullable []> function) {
        this.producer = producer;
        this.fetcher = fetcher;
        this.function = function;
        this.machine = new Machine("responder-" + topic);
    }

    /// A responder to all requests that come from now on; it answers once it runs.
    ///
    /// @param function the value of the reply; what it throws is told to the requester
    /// @throws io.qanat.client.ClientException when the topic is not found
    public static Responder open(
            ConnectionConfig connection,
            String topic,
            Function<ConsumedRecord, byte @Nullable []> function)
            throws InterruptedException {
        var fetcher = PartitionFetcher.create(FetcherConfig.builder(connection).build());
        try {
            fetcher.assign(fetcher.endOffsets(fetcher.partitions(topic)));
        } catch (InterruptedException | RuntimeException e) {
            fetcher.close();
            throw e;
        }
        var config = ProducerConfig.builder(connection).linger(Duration.ZERO).build();
        return new Responder(
                topic,
                Producer.create(config, Serializer.BYTES, Serializer.BYTES),
                fetcher,
                function);
    }

    /// Answers until it is closed or its thread is interrupted.
    ///
    /// @throws io.qanat.client.ClientException when the topic cannot be read on
    @Override
    public void run() {
        try {
            while (!isClosed) {
                for (ConsumedRecord request : fetcher.poll(POLL_MAX).toList()) {
                    take(request);
                }
            }
        } catch (ClientClosedException e) {
            // By close, while it waited.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends it; replies on their way are waited for, up to half a minute.
    @Override
    public void close() {
        isClosed = true;
        fetcher.close();
        producer.close();
    }

    private void take(ConsumedRecord request) throws InterruptedException {
        var id = RequestHeaders.correlationOf(request);
        var place = RequestHeaders.repliesOf(request);
        if (id.isEmpty() || place.isEmpty() || isPast(request)) {
            LOGGER.log(System.Logger.Level.DEBUG, "request dropped record={0}", request);
            return;
        }
        answer(request, place.get(), RequestHeaders.correlation(id.get()));
    }

    private boolean isPast(ConsumedRecord request) {
        var deadlineMillis = RequestHeaders.deadlineOf(request);
        return deadlineMillis.isPresent() && deadlineMillis.getAsLong() <= machine.millis();
    }

    private void answer(ConsumedRecord request, TopicPartition place, RecordHeader correlation)
            throws InterruptedException {
        var headers = new ArrayList<>(List.of(correlation));
        byte[] value = null;
        try {
            value = function.apply(request);
        } catch (RuntimeException e) {
            headers.add(
                    RequestHeaders.text(RequestHeaders.REFUSAL, String.valueOf(e.getMessage())));
        }
        producer.sendBlocking(
                new ProducerRecord<>(
                        place.topic(), place.partition(), null, request.key(), value, headers),
                outcome -> report(request, outcome));
    }

    private static void report(ConsumedRecord request, Outcome outcome) {
        if (!outcome.isDelivered()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "reply not delivered request=" + request + " outcome=" + outcome.explain());
        }
    }
}
