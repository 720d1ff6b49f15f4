package io.qanat.it.concept;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.PollingProducer;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.node.BrokerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/// What the tests of all rows have at hand: a broker, somebody who looks into it, a topic of their
/// own, producers. Confined to the test's thread.
@Timeout(180)
abstract class ConceptRules {
    private static final AtomicInteger TOPICS = new AtomicInteger();

    /// Longer than any test takes, so that nothing is sent because it is old.
    private static final Duration NO_END = Duration.ofHours(1);

    final BrokerProcess broker;
    private final Onlooker onlooker;
    private String topic = "";

    ConceptRules(BrokerProcess broker) {
        this.broker = broker;
        this.onlooker = new Onlooker(broker.bootstrap());
    }

    @BeforeEach
    final void nameTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName() + "-" + TOPICS.incrementAndGet();
    }

    @AfterEach
    final void closeOnlooker() {
        onlooker.close();
    }

    final Onlooker onlooker() {
        return onlooker;
    }

    final String topic() {
        return topic;
    }

    final void createTopic(int partitions) {
        onlooker.create(topic, partitions, Map.of());
    }

    final ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>(topic, value);
    }

    final ProducerRecord<String, String> record(String key, String value) {
        return new ProducerRecord<>(topic, key, value);
    }

    final ProducerRecord<String, String> inPartition(int partition, String value) {
        return new ProducerRecord<>(topic, partition, null, null, value, List.of());
    }

    final Relay relay(IntFunction<Turn> turns) throws IOException {
        return Relay.before(broker.address(), turns);
    }

    final Producer<String, String> producer(UnaryOperator<ProducerConfig.Builder> settings) {
        return producer(broker.bootstrap(), settings);
    }

    final Producer<String, String> producer(
            UnaryOperator<ProducerConfig.Builder> settings,
            List<Interceptor<String, String>> interceptors) {
        return Producer.create(
                config(broker.bootstrap(), settings),
                Serializer.STRING,
                Serializer.STRING,
                interceptors);
    }

    static Producer<String, String> producer(
            String bootstrap, UnaryOperator<ProducerConfig.Builder> settings) {
        return Producer.create(config(bootstrap, settings), Serializer.STRING, Serializer.STRING);
    }

    final PollingProducer<String, String> pollingProducer(
            UnaryOperator<ProducerConfig.Builder> settings) {
        return PollingProducer.create(
                config(broker.bootstrap(), settings), Serializer.STRING, Serializer.STRING);
    }

    static ProducerConfig config(String bootstrap, UnaryOperator<ProducerConfig.Builder> settings) {
        return settings.apply(ProducerConfig.builder(BootstrapServers.parse(bootstrap))).build();
    }

    /// Batches wait until they are full or flushed.
    static ProducerConfig.Builder withoutEndOfLinger(ProducerConfig.Builder settings) {
        return settings.linger(NO_END).deliveryTimeout(NO_END.multipliedBy(2));
    }

    /// Each record is a batch of its own and goes at once.
    static ProducerConfig.Builder oneByOne(ProducerConfig.Builder settings) {
        return settings.linger(Duration.ZERO).batchBytesMax(1);
    }

    /// Attempts whose answers do not come end soon, and the next one follows soon.
    static UnaryOperator<ProducerConfig.Builder> impatient(
            String bootstrap, Duration requestTimeout) {
        return settings ->
                settings.connection(
                        ConnectionConfig.builder(BootstrapServers.parse(bootstrap))
                                .requestTimeout(requestTimeout)
                                .retryBackoff(Duration.ofMillis(20))
                                .reconnectBackoff(Duration.ofMillis(20))
                                .build());
    }

    /// Sends a record that has so much time while the broker is silent, and waits until it is over.
    /// What was sent before has been waiting at least as long by then.
    final Outcome untilTimeIsOver(Producer<String, String> producer, Duration time) {
        var outcome = new CompletableFuture<Outcome>();
        producer.send(record("witness"), time, outcome::complete);
        return outcome.join();
    }
}
