package io.qanat.client.producer;

import io.qanat.client.BufferFullException;
import io.qanat.client.BufferLevel;
import io.qanat.client.ClientException;
import io.qanat.record.RecordHeader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A producer whose callbacks run where its user polls, as users of librdkafka know it.
///
/// Records are delivered whether anyone polls or not. What became of each waits as a report, whose
/// callback runs inside [#poll], [#flush] or [#close], on their caller's thread, in the order of
/// sending for records of one partition. A record gives its bytes back when the broker has
/// acknowledged it, and its place among `queue.buffering.max.messages` when its report was polled:
/// who never polls is refused in the end. With `delivery.report.only.error` what was delivered
/// gives its place back at once, and is not reported.
///
/// Thread-safe; one thread polls at a time, and others that want to wait for it.
public final class PollingProducer<K, V> implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private final Engine engine;
    private final Producer<K, V> producer;
    private final ReportQueue reports;
    private final Interceptors<K, V> interceptors;

    /// Guards: taking reports.
    private final ReentrantLock polling = new ReentrantLock();

    private PollingProducer(
            Engine engine,
            Producer<K, V> producer,
            ReportQueue reports,
            Interceptors<K, V> interceptors) {
        this.engine = engine;
        this.producer = producer;
        this.reports = reports;
        this.interceptors = interceptors;
    }

    /// A producer, which begins to look for the cluster in the background.
    public static <K, V> PollingProducer<K, V> create(
            ProducerConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        return create(config, keySerializer, valueSerializer, List.of());
    }

    /// A producer whose records are seen by interceptors, which begins to look for the cluster in
    /// the background. With `delivery.report.only.error` they do not hear of what was delivered.
    ///
    /// @param interceptors in the order in which they are called
    public static <K, V> PollingProducer<K, V> create(
            ProducerConfig config,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            List<Interceptor<K, V>> interceptors) {
        // A report only joins a queue, so the loop can see to that.
        var engine = new Engine(config, true);
        return new PollingProducer<>(
                engine,
                new Producer<>(
                        config,
                        engine,
                        new Serializers<>(keySerializer, valueSerializer),
                        new Interceptors<>(List.of())),
                new ReportQueue(config.bufferRecordsMax(), config.reportsOnlyErrors()),
                // They are called inside a poll, as callbacks are.
                new Interceptors<>(interceptors));
    }

    /// Puts a record into the send buffer.
    ///
    /// @param key null for none
    /// @param value null for a tombstone
    /// @param partition null to have one chosen
    /// @param callback called inside a poll; [Callback#NONE] when nobody wants to know
    /// @throws BufferFullException at once when there is no room; unpolled reports count
    /// @throws ClientException when the record is refused for another reason
    public void produce(
            String topic,
            @Nullable V value,
            @Nullable K key,
            List<RecordHeader> headers,
            @Nullable Integer partition,
            Callback callback) {
        produce(new ProducerRecord<>(topic, partition, null, key, value, headers), callback);
    }

    /// Puts a record into the send buffer.
    ///
    /// @param callback called inside a poll; [Callback#NONE] when nobody wants to know
    /// @throws BufferFullException at once when there is no room; unpolled reports count
    /// @throws ClientException when the record is refused for another reason
    public void produce(ProducerRecord<K, V> record, Callback callback) {
        ProducerRecord<K, V> sent = interceptors.sending(record);
        ReportQueue.Report report = reports.admit(interceptors.reporting(sent, callback));
        if (report == null) {
            var cause =
                    new BufferFullException(
                            sent.topic(), producer.bufferLevel(), reports.waiting());
            interceptors.report(sent, new Outcome.NotPersisted(cause, Timeline.NONE));
            throw cause;
        }
        producer.send(sent, report);
        Outcome.NotPersisted refusal = report.refusal();
        if (refusal != null) {
            reports.dismiss();
            interceptors.report(sent, refusal);
            throw refusal.cause();
        }
    }

    /// Calls the callbacks of all reports that wait. When there is none, waits for one.
    ///
    /// @param timeout how long to wait; nothing is waited for when no record is left
    /// @return how many callbacks were called
    /// @throws IllegalStateException from within a callback
    public int poll(Duration timeout) throws InterruptedException {
        long deadlineNanos = engine.nanos() + timeout.toNanos();
        takeTurn("poll");
        try {
            int fired = fireAll();
            while (fired == 0
                    && reports.records() > 0
                    && reports.await(engine::nanos, deadlineNanos)) {
                fired = fireAll();
            }
            return fired;
        } finally {
            polling.unlock();
        }
    }

    /// Polls until every record was reported, or the time is over. Nothing lingers meanwhile.
    ///
    /// @return how many records are left
    /// @throws IllegalStateException from within a callback
    public int flush(Duration timeout) throws InterruptedException {
        long deadlineNanos = engine.nanos() + timeout.toNanos();
        takeTurn("flush");
        try {
            engine.endLinger();
            fireAll();
            while (reports.records() > 0 && reports.await(engine::nanos, deadlineNanos)) {
                fireAll();
            }
            return reports.records();
        } finally {
            polling.unlock();
        }
    }

    /// Gives up records that were sent so far and whose outcome is open; their reports come with a
    /// later poll. What a broker may have got is `PossiblyPersisted`, the rest `NotPersisted`.
    public void purge(Purge which) {
        engine.purge(which);
    }

    /// How many records wait in the send buffer, are on their way, or were not reported yet.
    public int len() {
        return reports.records();
    }

    /// How many reports wait for a poll.
    public int waitingReports() {
        return reports.waiting();
    }

    /// How this producer fared lately.
    public ProducerMetrics metrics() {
        return engine.metrics();
    }

    /// How full the send buffer is.
    public BufferLevel bufferLevel() {
        return producer.bufferLevel();
    }

    /// Waits until the cluster has answered.
    ///
    /// @throws ClientException why it has not within `limit`
    public void awaitReady(Duration limit) throws InterruptedException {
        producer.awaitReady(limit);
    }

    /// Closes the producer, waiting for records on their way up to half a minute.
    @Override
    public void close() {
        close(CLOSE_MAX);
    }

    /// Closes the producer: records whose outcome is open after `limit` are given up. All callbacks
    /// that were not called yet are called. When the caller is interrupted, records are given up at
    /// once.
    ///
    /// @throws IllegalStateException from within a callback
    public void close(Duration limit) {
        takeTurn("close");
        try {
            producer.close(limit);
            fireAll();
        } finally {
            polling.unlock();
        }
    }

    private void takeTurn(String action) {
        if (polling.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    action + " within a callback would wait for that callback");
        }
        polling.lock();
    }

    private int fireAll() {
        int fired = 0;
        while (reports.fireNext()) {
            fired++;
        }
        return fired;
    }
}
