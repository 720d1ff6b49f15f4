package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.LoopbackBroker.Trick;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records without linger whose senders wait for each: the senders do the loop's work while it
/// sleeps.
@Timeout(60)
class AwaitedRecordsTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 1);
    private static final int THREADS = 8;
    private static final int RECORDS_EACH = 300;

    private final ScriptedLogs logs = new ScriptedLogs();
    private final CountDownLatch end = new CountDownLatch(1);
    private final LoopbackBroker broker;

    AwaitedRecordsTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        broker.close();
    }

    @Test
    void manyThreadsWaitAtTheSameTime() throws Exception {
        try (Producer<String, String> producer = producer(Duration.ofSeconds(30))) {
            // Given
            var senders = new ArrayList<FutureTask<Boolean>>();
            for (int i = 0; i < THREADS; i++) {
                int name = i;
                senders.add(new FutureTask<>(() -> areDelivered(producer, name)));
            }

            // When
            for (int i = 0; i < THREADS; i++) {
                var unused =
                        i % 2 == 0
                                ? Thread.ofVirtual().start(senders.get(i))
                                : Thread.ofPlatform().start(senders.get(i));
            }

            // Then
            for (FutureTask<Boolean> sender : senders) {
                assertThat(sender.get()).isTrue();
            }
            for (int i = 0; i < THREADS; i++) {
                String prefix = i + "-";
                assertThat(logs.values(PARTITION))
                        .filteredOn(value -> value.startsWith(prefix))
                        .containsExactlyElementsOf(values(i));
            }
        }
    }

    @Test
    void anInterruptedSenderLeavesTheConnectionAlone() throws Exception {
        try (Producer<String, String> producer = producer(Duration.ofSeconds(30))) {
            // Given
            assertThat(producer.sendAndWait(record("1")).isDelivered()).isTrue();
            int connections = broker.requests(ApiKey.API_VERSIONS).size();

            // When
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> producer.sendAndWait(record("2")))
                    .isInstanceOf(InterruptedException.class);

            // Then
            assertThat(producer.sendAndWait(record("3")).isDelivered()).isTrue();
            assertThat(logs.values(PARTITION)).containsExactly("1", "2", "3");
            assertThat(broker.requests(ApiKey.API_VERSIONS)).hasSize(connections);
        }
    }

    @Test
    void aBrokerThatFallsSilentIsNotAwaitedForEver() throws Exception {
        try (Producer<String, String> producer = producer(Duration.ofMillis(500))) {
            // Given
            assertThat(producer.sendAndWait(record("1")).isDelivered()).isTrue();

            // When
            broker.rule(
                    ApiKey.PRODUCE,
                    request -> {
                        awaitEnd();
                        return logs.produce(request);
                    });

            // Then
            assertThat(producer.sendAndWait(record("2"))).isInstanceOf(PossiblyPersisted.class);
        }
    }

    @Test
    void aConnectionThatIsLostUnderARecordIsMadeAgain() throws Exception {
        try (Producer<String, String> producer = producer(Duration.ofSeconds(30))) {
            for (int i = 0; i < 20; i++) {
                // When
                broker.trick(ApiKey.PRODUCE, Trick.CLOSE);

                // Then
                assertThat(producer.sendAndWait(record("v" + i)).isDelivered()).isTrue();
            }
            assertThat(logs.values(PARTITION))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean areDelivered(Producer<String, String> producer, int name)
            throws InterruptedException {
        boolean areDelivered = true;
        for (String value : values(name)) {
            areDelivered &= producer.sendAndWait(record(value)).isDelivered();
        }
        return areDelivered;
    }

    private static List<String> values(int name) {
        return IntStream.range(0, RECORDS_EACH).mapToObj(i -> name + "-" + i).toList();
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>("t", 1, null, null, value, List.of());
    }

    private Producer<String, String> producer(Duration requestTimeout) {
        var connection =
                ConnectionConfig.builder(new BootstrapServers(List.of(broker.endpoint())))
                        .retryBackoff(Duration.ofMillis(5))
                        .requestTimeout(requestTimeout)
                        .build();
        var config =
                ProducerConfig.builder(connection)
                        .linger(Duration.ZERO)
                        .deliveryTimeout(requestTimeout.multipliedBy(6))
                        .build();
        return Producer.create(config, Serializer.STRING, Serializer.STRING);
    }
}
