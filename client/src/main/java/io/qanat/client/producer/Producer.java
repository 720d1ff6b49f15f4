package io.qanat.client.producer;

import io.qanat.client.BufferLevel;
import io.qanat.client.ClientException;
import io.qanat.client.ConfigException;
import io.qanat.client.admin.TopicDescription;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sends records to a cluster and tells what became of each.
///
/// `send` never blocks: not for metadata of an unknown topic, not for room, not for a connection. A
/// record that is not accepted gets its outcome at once, on the calling thread; every other on the
/// completion executor. Thread-safe; one producer for many threads and topics is meant.
public final class Producer<K, V> implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private final ProducerConfig config;
    private final Engine engine;
    private final Interceptors<K, V> interceptors;
    private final Intake<K, V> intake;

    Producer(
            ProducerConfig config,
            Engine engine,
            Serializers<K, V> serializers,
            Interceptors<K, V> interceptors) {
        this.config = config;
        this.engine = engine;
        this.interceptors = interceptors;
        this.intake =
                new Intake<>(
                        serializers,
                        engine.accumulator(),
                        Math.min(config.requestBytesMax(), engine.batchBytesMax()),
                        engine);
    }

    /// A producer, which begins to look for the cluster in the background.
    ///
    /// @throws ConfigException when only errors are to be reported: here every future is completed
    public static <K, V> Producer<K, V> create(
            ProducerConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        return create(config, keySerializer, valueSerializer, List.of());
    }

    /// A producer whose records are seen by interceptors, which begins to look for the cluster in
    /// the background.
    ///
    /// @param interceptors in the order in which they are called
    /// @throws ConfigException when only errors are to be reported: here every future is completed
    public static <K, V> Producer<K, V> create(
            ProducerConfig config,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            List<Interceptor<K, V>> interceptors) {
        if (config.reportsOnlyErrors()) {
            throw new ConfigException(
                    List.of("delivery.report.only.error is for the polling producer"));
        }
        var engine = new Engine(config, config.callsBackInline());
        return new Producer<>(
                config,
                engine,
                new Serializers<>(keySerializer, valueSerializer),
                new Interceptors<>(interceptors));
    }

    /// Waits until the cluster has answered.
    ///
    /// @throws ClientException why it has not within `limit`
    public void awaitReady(Duration limit) throws InterruptedException {
        engine.awaitReady(limit);
    }

    /// Waits until the cluster has answered and the partitions of these topics are known.
    ///
    /// As sending does, asking may make the broker create the topics.
    ///
    /// @throws ClientException why that is not so within `limit`
    public void awaitReady(Collection<String> topics, Duration limit) throws InterruptedException {
        engine.awaitReady(topics, limit);
    }

    /// Waits until the partitions of a topic are known. Records sent there do not wait for them
    /// then.
    ///
    /// As sending does, asking may make the broker create the topic.
    ///
    /// @throws ClientException why they are not within `limit`
    public TopicDescription awaitTopic(String name, Duration limit) throws InterruptedException {
        return engine.topics().await(name, limit);
    }

    /// What is known of a topic now; does not wait. When nothing is, the cluster is asked.
    public Optional<TopicDescription> topic(String name) {
        return engine.topics().known(name);
    }

    /// Why the cluster could not be reached when it was tried last; empty when it could. Does not
    /// wait. When there is no connection, asking makes the producer try again.
    public Optional<ClientException> trouble() {
        return engine.topics().trouble();
    }

    /// Sends a record if there is room for it now.
    public Acceptance trySend(ProducerRecord<K, V> record) {
        ProducerRecord<K, V> sent = interceptors.sending(record);
        PendingOutcome pending = interceptors.pending(sent);
        intake.send(sent, pending);
        // What is refused has its outcome by now; what was taken hardly ever does.
        return pending.getNow(null) instanceof Outcome.NotPersisted refused
                ? new Acceptance.Refused(refused.cause())
                : new Acceptance.Accepted(pending);
    }

    /// Sends a record.
    ///
    /// The record can be cancelled through the future, as long as no request has carried it: then
    /// `cancel` returns true and the outcome is `NotPersisted`, told at once on the thread that
    /// cancels. Later `cancel` returns false, and the outcome comes as it is. Futures made from
    /// this one do not cancel the record.
    ///
    /// @return a future that always completes normally; at once when there is no room
    public CompletableFuture<Outcome> send(ProducerRecord<K, V> record) {
        ProducerRecord<K, V> sent = interceptors.sending(record);
        PendingOutcome pending = interceptors.pending(sent);
        intake.send(sent, pending);
        return pending;
    }

    /// Sends a record.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void send(ProducerRecord<K, V> record, Callback callback) {
        ProducerRecord<K, V> sent = interceptors.sending(record);
        intake.send(sent, interceptors.reporting(sent, callback));
    }

    /// Sends a record that has less time for its outcome than others, or more.
    ///
    /// @param timeout from now on, instead of the producer's delivery timeout
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void send(ProducerRecord<K, V> record, Duration timeout, Callback callback) {
        ProducerRecord<K, V> sent = interceptors.sending(record);
        intake.send(sent, timeout, interceptors.reporting(sent, callback));
    }

    /// Sends a record, waiting while the send buffer is full: first come, first served. The time
    /// until its outcome includes the wait, which so ends at the latest with the delivery timeout.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void sendBlocking(ProducerRecord<K, V> record, Callback callback)
            throws InterruptedException {
        sendBlocking(record, config.deliveryTimeout(), callback);
    }

    /// Sends a record, waiting while the send buffer is full, but not longer than `waitMax`: first
    /// come, first served.
    ///
    /// @param callback told of the outcome; [Callback#NONE] when nobody wants to know
    public void sendBlocking(ProducerRecord<K, V> record, Duration waitMax, Callback callback)
            throws InterruptedException {
        ProducerRecord<K, V> sent = interceptors.sending(record);
        intake.sendBlocking(sent, waitMax, interceptors.reporting(sent, callback));
    }

    /// Sends a record and waits for its outcome, before that for room: one record at a time. Who
    /// waits is woken by the thread that reads the answer, with nothing in between; when nothing
    /// else is on its way, set `linger.ms` to 0, as every record lingers. Then the calling thread
    /// also sends the record itself when the producer's own thread sleeps; it does not block there.
    ///
    /// @return what became of the record
    /// @throws InterruptedException while waiting; the record goes its way
    /// @throws IllegalStateException from within a callback, for which it might wait
    public Outcome sendAndWait(ProducerRecord<K, V> record) throws InterruptedException {
        engine.refuseInCallback("sendAndWait");
        var awaited = new AwaitedOutcome();
        try {
            sendBlocking(record, awaited);
        } finally {
            engine.attend();
        }
        return awaited.await();
    }

    /// Sends records in their order, each as [#sendBlocking] does, waiting while the send buffer is
    /// full. One that is refused is told so, and the others go on. It is cheaper than as many
    /// calls. A record without a timestamp gets the time of this call.
    ///
    /// @param waited how long the records have waited before this call; it counts towards their
    ///   time
    /// @throws InterruptedException when interrupted in a wait: records that were serialized by
    ///   then are refused, those behind them were not taken
    public void sendAll(List<? extends Submission<K, V>> submissions, Duration waited)
            throws InterruptedException {
        new Bulk<>(intake, interceptors, config.deliveryTimeout(), config.batchBytesMax(), waited)
                .sendAll(submissions);
    }

    /// Finds out which transactional id's producer this is: that fences any other producer with the
    /// same id, and aborts what it left open. Beginning a transaction does so when it is needed;
    /// this is for the start of a program, and after a [CommitOutcome.CommitUnknown].
    ///
    /// @throws ClientException why that was not so within `limit`
    public void initialize(Duration limit) throws InterruptedException {
        refuseInCallback("initialize");
        engine.transactions().initialize(limit);
    }

    /// Begins a transaction, waiting for the end of the one before it for as long as
    /// `delivery.timeout.ms`. Until it ends, all that is sent with this producer belongs to it;
    /// outside of transactions a producer with a `transactional.id` takes no records.
    ///
    /// @throws ClientException why none could be begun: another is open, a newer producer has the
    ///   id, or the cluster has no transactions
    public Transaction<K, V> begin() throws InterruptedException {
        return begin(config.deliveryTimeout());
    }

    /// Begins a transaction, waiting for the end of the one before it.
    ///
    /// @param limit how long to wait
    /// @throws ClientException why none could be begun
    public Transaction<K, V> begin(Duration limit) throws InterruptedException {
        refuseInCallback("begin");
        engine.transactions().begin(limit);
        return new Transaction<>(this, engine.transactions(), config.deliveryTimeout());
    }

    /// Does something in a transaction, and commits it. What it throws aborts the transaction.
    ///
    /// @throws ClientException why no transaction could be begun
    public <X extends Exception> CommitOutcome transaction(TransactionBody<K, V, X> body)
            throws X, InterruptedException {
        try (Transaction<K, V> transaction = begin()) {
            body.run(transaction);
            return transaction.commit();
        }
    }

    /// Refuses what would wait for the very callback that it is called from.
    void refuseInCallback(String action) {
        engine.refuseInCallback(action);
    }

    /// Lets nothing of a topic linger that was sent so far; does not wait for it.
    public void hurry(String topic) {
        engine.hurry(topic);
    }

    /// Whether the present thread is calling callbacks of this producer: here, [#flush] and
    /// [#close] would wait for themselves.
    public boolean isInCallback() {
        return engine.isInCallback();
    }

    /// How this producer fared lately.
    public ProducerMetrics metrics() {
        return engine.metrics();
    }

    /// How full the send buffer is.
    public BufferLevel bufferLevel() {
        return engine.accumulator().budget().level();
    }

    /// Waits until every record sent so far has its outcome, and its callback was called. Nothing
    /// lingers meanwhile. What is sent later is not waited for.
    ///
    /// @throws IllegalStateException from within a callback, for which it would wait
    public void flush() throws InterruptedException {
        engine.flush(Optional.empty());
    }

    /// Waits until every record sent to a topic so far has its outcome, and its callback was
    /// called. Nothing of the topic lingers meanwhile. Neither later records nor other topics are
    /// waited for.
    ///
    /// @throws IllegalStateException from within a callback, for which it might wait
    public void flush(String topic) throws InterruptedException {
        engine.flush(Optional.of(topic));
    }

    /// Gives up records that were sent so far and whose outcome is open; returns before they have
    /// it. What a broker may have got is `PossiblyPersisted`, the rest `NotPersisted`. Later
    /// records are sent as ever.
    public void purge(Purge which) {
        engine.purge(which);
    }

    /// Closes the producer, waiting for records on their way up to half a minute.
    @Override
    public void close() {
        close(CLOSE_MAX);
    }

    /// Closes the producer: records whose outcome is open after `limit` are given up. When the
    /// caller is interrupted, that is at once.
    public void close(Duration limit) {
        engine.close(limit);
    }
}
