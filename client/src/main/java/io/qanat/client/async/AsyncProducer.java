package io.qanat.client.async;

import io.qanat.client.BufferFullException;
import io.qanat.client.BufferLevel;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.internal.net.CallbackExecutor;
import io.qanat.client.internal.net.Machine;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerMetrics;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.client.producer.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/// Gathers records into batches and hands these to a producer: `produce` only puts a reference into
/// a buffer, serializers run elsewhere.
///
/// The buffer is handed over when it has `batchRecordsMax` records, when its oldest record has
/// waited for `bufferTimeout`, when nothing was produced for a tenth of `linger` (at most a
/// millisecond), and at once when somebody waits: in [#sendAndWait], in `get` or `join` of a future
/// from here or of one made from it, in [#flush]. Records of one topic that name the same
/// partition, or all none, keep their order. A record without a timestamp gets the time at which
/// its batch is handed over.
///
/// Thread-safe; one for many threads and topics is meant.
public final class AsyncProducer<K, V> implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private final Producer<K, V> producer;
    private final Facade<K, V> facade;
    private final Duration deliveryTimeout;

    private AsyncProducer(Producer<K, V> producer, Facade<K, V> facade, Duration deliveryTimeout) {
        this.producer = producer;
        this.facade = facade;
        this.deliveryTimeout = deliveryTimeout;
    }

    /// A producer, which begins to look for the cluster in the background.
    public static <K, V> AsyncProducer<K, V> create(
            AsyncProducerConfig config,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer) {
        return create(config, keySerializer, valueSerializer, List.of());
    }

    /// A producer whose records are seen by interceptors, which begins to look for the cluster in
    /// the background.
    ///
    /// @param interceptors in the order in which they are called: `onSend` where batches are handed
    ///   over
    public static <K, V> AsyncProducer<K, V> create(
            AsyncProducerConfig config,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            List<Interceptor<K, V>> interceptors) {
        Producer<K, V> producer =
                Producer.create(config.producer(), keySerializer, valueSerializer, interceptors);
        var machine = new Machine("async-" + config.producer().connection().clientId());
        ExecutorService pool = machine.workers("batches", config.linesMax());
        var shell =
                new Shell(
                        machine::nanos,
                        pool,
                        new CallbackExecutor(machine.callbacks()),
                        new MonitorThread(machine::looper),
                        pool::shutdown);
        return new AsyncProducer<>(
                producer,
                new Facade<>(config, new ProducerOutlet<>(producer), shell),
                config.producer().deliveryTimeout());
    }

    /// Waits until the cluster has answered.
    ///
    /// @throws ClientException why it has not within `limit`
    public void awaitReady(Duration limit) throws InterruptedException {
        producer.awaitReady(limit);
    }

    /// Takes a record into the buffer. That it returns means that the record was taken; what became
    /// of it is told by the future.
    ///
    /// The record can be cancelled through the future as long as no request has carried it, but not
    /// in the moment in which it is handed over. Futures made from this one do not cancel it.
    ///
    /// @return always completes normally, also when the record cannot be serialized
    /// @throws BufferFullException at once when there is no room
    /// @throws ClientClosedException when the producer was closed, or has failed
    public CompletableFuture<Outcome> produce(ProducerRecord<K, V> record) {
        return facade.produce(record, null, Callback.NONE);
    }

    /// Takes a record into the buffer.
    ///
    /// @param callback called when the future is complete, on the producer's completion executor,
    ///   in the order of a partition: later outcomes of the partition wait for it, so one that has
    ///   more to do is an [AsyncCallback]. What it throws is logged and counted.
    /// @throws BufferFullException at once when there is no room
    /// @throws ClientClosedException when the producer was closed, or has failed
    public CompletableFuture<Outcome> produce(ProducerRecord<K, V> record, Callback callback) {
        return facade.produce(record, null, callback);
    }

    /// Takes a record into the buffer that has less time for its outcome than others, or more.
    ///
    /// @param timeout from now on, instead of the delivery timeout
    /// @param callback [Callback#NONE] when nobody wants to know
    /// @throws BufferFullException at once when there is no room
    /// @throws ClientClosedException when the producer was closed, or has failed
    public CompletableFuture<Outcome> produce(
            ProducerRecord<K, V> record, Duration timeout, Callback callback) {
        return facade.produce(record, timeout, callback);
    }

    /// Takes a record into the buffer, waiting for room, first come, first served, at most for the
    /// delivery timeout.
    ///
    /// @param callback [Callback#NONE] when nobody wants to know
    /// @throws BufferFullException when there was no room all the time
    /// @throws ClientClosedException when the producer was closed, or has failed
    public CompletableFuture<Outcome> produceBlocking(
            ProducerRecord<K, V> record, Callback callback) throws InterruptedException {
        return produceBlocking(record, deliveryTimeout, callback);
    }

    /// Takes a record into the buffer, waiting for room, first come, first served.
    ///
    /// @param waitMax the most that it waits
    /// @param callback [Callback#NONE] when nobody wants to know
    /// @throws BufferFullException when there was no room all the time
    /// @throws ClientClosedException when the producer was closed, or has failed
    public CompletableFuture<Outcome> produceBlocking(
            ProducerRecord<K, V> record, Duration waitMax, Callback callback)
            throws InterruptedException {
        return facade.produceBlocking(record, waitMax, callback);
    }

    /// Sends a record without delay and waits for its outcome, at most about the delivery timeout.
    ///
    /// @throws BufferFullException when there was no room all the time
    /// @throws ClientClosedException when the producer was closed, or has failed
    /// @throws IllegalStateException from within a callback, for which it might wait
    public Outcome sendAndWait(ProducerRecord<K, V> record) throws InterruptedException {
        try {
            return facade.sendAwaited(record, deliveryTimeout).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome never fails", e);
        }
    }

    /// Takes records into the buffer as far as there is room.
    ///
    /// @return what became of each, in their order; those that were not taken are `NotPersisted`
    public CompletableFuture<List<Outcome>> produceAll(List<ProducerRecord<K, V>> records) {
        var outcomes = new ArrayList<CompletableFuture<Outcome>>(records.size());
        for (ProducerRecord<K, V> record : records) {
            try {
                outcomes.add(produce(record));
            } catch (ClientException e) {
                outcomes.add(
                        CompletableFuture.completedFuture(
                                new Outcome.NotPersisted(e, Timeline.NONE)));
            }
        }
        return Gathered.of(outcomes);
    }

    /// The batches that would be handed over if the buffer were flushed now. Changes nothing.
    public List<MessageBatch<K, V>> previewBatches() {
        return facade.processor().previewBatches();
    }

    /// How many records are in the buffer.
    public int bufferSize() {
        return facade.processor().bufferSize();
    }

    /// How the callbacks fared.
    public CallbackStats callbackStats() {
        return facade.callbacks().stats();
    }

    /// Whether everything in the background works.
    public Health health() {
        return facade.health();
    }

    /// How the producer behind the buffer fared lately.
    public ProducerMetrics metrics() {
        return producer.metrics();
    }

    /// How full the send buffer of the producer behind the buffer is.
    public BufferLevel bufferLevel() {
        return producer.bufferLevel();
    }

    /// Waits until every record produced so far has its outcome, and its callback was called.
    /// Nothing is held back meanwhile. What is produced later is not waited for.
    ///
    /// @throws IllegalStateException from within a callback, for which it would wait
    public void flush() throws InterruptedException {
        facade.flush();
    }

    /// Gives up every record that was produced so far and whose outcome is open, instead of sending
    /// it; returns before they have it. What a broker may have got is `PossiblyPersisted`, the rest
    /// `NotPersisted`. Later records are taken as ever.
    public void abort() {
        facade.abort();
    }

    /// Closes the producer, waiting for records on their way up to half a minute.
    @Override
    public void close() {
        close(CLOSE_MAX);
    }

    /// Closes the producer: what is in the buffer is handed over, and records whose outcome is open
    /// after `limit` are given up. When the caller is interrupted, that is at once. Closing again
    /// does nothing and does not wait. A [#flush] that waits meanwhile returns when all its records
    /// have their outcome.
    ///
    /// @throws IllegalStateException from within a callback, for which it would wait
    public void close(Duration limit) {
        facade.close(limit);
    }
}
