package io.qanat.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.BrokerConfig;
import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.client.producer.Timeline.Attempt;
import io.qanat.client.producer.Timeline.Result;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.Octets;
import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Answers that nobody waits for end the connection: what waits on it is sent again, and no record
/// is given the answer of another.
@Timeout(60)
final class StrayAnswersIT {
    private static final String TOPIC = "stray";
    private static final int RECORDS = 20;
    private static final int LOWEST_PORT = 20_000;
    private static final int PORTS = 10_000;

    /// The first bit of the correlation id of an answer.
    private static final int IN_CORRELATION_ID = 4 * Byte.SIZE;

    @TempDir private Path data;
    private QanatNode node;

    @BeforeEach
    void start() throws InterruptedException {
        node = QanatNode.start(data, BrokerConfig.DEFAULT);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void unknownCorrelationIdEndsTheConnection() throws Exception {
        // Given
        try (var proxy = proxy(Fault.of(Side.ANSWER, FaultKind.STRAY))) {
            // When
            List<Outcome> outcomes = send(proxy);
            // Then
            requireOneFailure(outcomes);
            requireTruth(outcomes);
            assertThat(proxy.accepted()).isEqualTo(2);
        }
    }

    @Test
    void spoiltCorrelationIdEndsTheConnection() throws Exception {
        // Given
        var fault = new Fault(Side.ANSWER, FaultKind.CORRUPT, IN_CORRELATION_ID, Duration.ZERO);
        try (var proxy = proxy(fault)) {
            // When
            List<Outcome> outcomes = send(proxy);
            // Then
            requireOneFailure(outcomes);
            requireTruth(outcomes);
            assertThat(proxy.accepted()).isEqualTo(2);
        }
    }

    @Test
    void secondCopyOfAnAnswerEndsTheConnection() throws Exception {
        // Given
        try (var proxy = proxy(Fault.of(Side.ANSWER, FaultKind.TWICE))) {
            // When
            List<Outcome> outcomes = send(proxy);
            // Then
            requireTruth(outcomes);
            // The copy may come when nothing waits any more.
            Awaitility.await().until(() -> proxy.accepted() == 2 || proxy.connections() == 0);
        }
    }

    @Test
    void answersInTheWrongOrderEndTheConnection() throws Exception {
        // Given
        try (var proxy = proxy(Fault.of(Side.REQUEST, FaultKind.TWICE))) {
            // When
            List<Outcome> outcomes = send(proxy);
            // Then
            requireTruth(outcomes);
            Awaitility.await().until(() -> proxy.accepted() == 2 || proxy.connections() == 0);
        }
    }

    /// One record after the other, each in a batch of its own.
    private static List<Outcome> send(FaultProxy proxy) throws InterruptedException {
        var connection =
                ConnectionConfig.builder(BootstrapServers.parse(proxy.bootstrap()))
                        .requestTimeout(Duration.ofSeconds(20))
                        .build();
        var config = ProducerConfig.builder(connection).linger(Duration.ZERO).build();
        try (var producer = Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            var outcomes = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 0; i < RECORDS; i++) {
                outcomes.add(producer.send(new ProducerRecord<>(TOPIC, "record " + i)));
                producer.hurry(TOPIC);
            }
            return outcomes.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void requireOneFailure(List<Outcome> outcomes) {
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.timeline().attemptCount() > 1)
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(outcome.timeline().attempts())
                                .extracting(Attempt::result)
                                .first()
                                .isInstanceOfSatisfying(
                                        Result.Failed.class,
                                        failed ->
                                                assertThat(failed.cause())
                                                        .isInstanceOf(
                                                                IncompatibleBrokerException
                                                                        .class)));
    }

    /// Every record is where its answer says, and nothing else is there.
    private void requireTruth(List<Outcome> outcomes) {
        List<Octets> stored =
                new KafkaClientsClient()
                        .consumeAll(node.bootstrap(), TOPIC).stream()
                                .map(record -> record.record().value())
                                .toList();
        List<Octets> told =
                IntStream.range(0, RECORDS).mapToObj(i -> Octets.of("record " + i)).toList();
        assertThat(stored).isEqualTo(told);
        assertThat(outcomes)
                .extracting(outcome -> outcome.orThrow().offset())
                .isEqualTo(IntStream.range(0, RECORDS).mapToObj(i -> (long) i).toList());
    }

    private FaultProxy proxy(Fault fault) throws IOException {
        var script = Script.of(new Script.Line(ApiKey.PRODUCE, 0, fault));
        while (true) {
            try {
                int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
                var proxy = FaultProxy.open(port, node.address(), script);
                proxy.rename();
                return proxy;
            } catch (IOException e) {
                // Somebody listens there.
            }
        }
    }
}
