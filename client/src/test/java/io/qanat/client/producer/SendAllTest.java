package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.DeadlineException;
import io.qanat.client.PartitionerException;
import io.qanat.client.SerializationException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.partition.Partitioner;
import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many records in one call, over sockets of this machine.
@Timeout(60)
class SendAllTest {
    /// A record and what became of it. Thread-safe.
    private static final class Sent implements Submission<String, String> {
        private final ProducerRecord<String, String> record;
        private final @Nullable Duration timeout;
        private final boolean isTaken;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        private Sent(
                ProducerRecord<String, String> record,
                @Nullable Duration timeout,
                boolean isTaken) {
            this.record = record;
            this.timeout = timeout;
            this.isTaken = isTaken;
        }

        private Sent(@Nullable Integer partition, @Nullable String key, String value) {
            this(new ProducerRecord<>("t", partition, null, key, value, List.of()), null, true);
        }

        @Override
        public ProducerRecord<String, String> record() {
            return record;
        }

        @Override
        public Optional<Duration> timeout() {
            return Optional.ofNullable(timeout);
        }

        @Override
        public boolean take() {
            return isTaken;
        }

        @Override
        public void completed(Outcome told) {
            outcome.complete(told);
        }

        private Outcome outcome() throws Exception {
            return outcome.get(30, TimeUnit.SECONDS);
        }
    }

    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;

    SendAllTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    @Test
    void keepsTheOrderOfEachPartition() throws Exception {
        // Given
        List<Sent> all =
                IntStream.range(0, 3_000)
                        .mapToObj(i -> new Sent(i % 3 == 0 ? i % 2 : null, "k" + i % 7, "v" + i))
                        .toList();
        try (Producer<String, String> producer = producer(config -> config)) {
            producer.send(new ProducerRecord<>("t", 0, null, null, "first", List.of())).join();

            // When
            producer.sendAll(all.subList(0, 1_500), Duration.ZERO);
            producer.sendAll(all.subList(1_500, 3_000), Duration.ZERO);
            producer.flush();
        }

        // Then
        List<String> expected = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            int wanted = partition;
            List<Sent> there = new ArrayList<>();
            for (Sent sent : all) {
                if (((Outcome.Delivered) sent.outcome()).partition() == wanted) {
                    there.add(sent);
                }
            }
            expected.addAll(there.stream().map(sent -> "" + sent.record.value()).toList());
            assertThat(logs.values(new TopicPartition("t", partition)))
                    .endsWith(
                            there.stream()
                                    .map(sent -> "" + sent.record.value())
                                    .toArray(String[]::new));
        }
        assertThat(expected).hasSize(3_000);
    }

    @Test
    void waitsForRoomRecordByRecord() throws Exception {
        // Given
        List<Sent> all =
                IntStream.range(0, 300)
                        .mapToObj(i -> new Sent(0, null, i + "-" + "x".repeat(1_000)))
                        .toList();
        try (Producer<String, String> producer =
                producer(config -> config.bufferBytes(16 * 1024))) {
            // When
            producer.sendAll(all, Duration.ZERO);
            producer.flush();
        }

        // Then
        assertThat(logs.values(new TopicPartition("t", 0)))
                .isEqualTo(all.stream().map(sent -> sent.record.value()).toList());
    }

    @Test
    void refusesEachRecordForItself() throws Exception {
        // Given
        Partitioner picky =
                (key, value, partitions) -> {
                    if (key != null && key[0] == 'p') {
                        throw new IllegalStateException("by the test");
                    }
                    return 0;
                };
        var good = new Sent(0, null, "good");
        var bad = new Sent(0, null, "bad");
        var nowhere = new Sent(99, null, "nowhere");
        var homeless = new Sent(null, "p", "homeless");
        var unwanted =
                new Sent(new ProducerRecord<>("t", 0, null, null, "no", List.of()), null, false);
        var last = new Sent(0, null, "last");
        try (Producer<String, String> producer = producer(config -> config.partitioner(picky))) {
            producer.send(new ProducerRecord<>("t", 0, null, null, "first", List.of())).join();

            // When
            producer.sendAll(List.of(good, bad, nowhere, homeless, unwanted, last), Duration.ZERO);
            producer.flush();
        }

        // Then
        assertThat(good.outcome().isDelivered()).isTrue();
        assertThat(last.outcome().isDelivered()).isTrue();
        assertThat(cause(bad)).isInstanceOf(SerializationException.class);
        assertThat(cause(nowhere)).isInstanceOf(BrokerException.class);
        assertThat(cause(homeless)).isInstanceOf(PartitionerException.class);
        assertThat(unwanted.outcome).isNotDone();
        assertThat(logs.values(new TopicPartition("t", 0)))
                .containsExactly("first", "good", "last");
    }

    @Test
    void countsTheTimeThatRecordsHaveWaitedBefore() throws Exception {
        // Given
        broker.close();
        var hasty = new Sent(new ProducerRecord<>("t", "v"), Duration.ofMinutes(1), true);
        try (Producer<String, String> producer = producer(config -> config)) {
            // When
            producer.sendAll(List.of(hasty), Duration.ofMinutes(1));

            // Then
            assertThat(cause(hasty)).isInstanceOf(DeadlineException.class);
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void refusesAllOnceItIsClosed() throws Exception {
        // Given
        Producer<String, String> producer = producer(config -> config);
        producer.close();
        var late = new Sent(0, null, "late");

        // When
        producer.sendAll(List.of(late), Duration.ZERO);

        // Then
        assertThat(cause(late)).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void aWaitThatIsInterruptedRefusesWhatWaited() throws Exception {
        // Given
        broker.close();
        List<Sent> all =
                IntStream.range(0, 200)
                        .mapToObj(i -> new Sent(0, null, "x".repeat(1_000)))
                        .toList();
        try (Producer<String, String> producer =
                producer(config -> config.bufferBytes(16 * 1024))) {
            // When
            Thread.currentThread().interrupt();
            Throwable interruption = catchThrowable(() -> producer.sendAll(all, Duration.ZERO));

            // Then
            assertThat(interruption).isInstanceOf(InterruptedException.class);
            assertThat(all.getLast().outcome).isNotDone();
            assertThat(all).anyMatch(sent -> sent.outcome.isDone());
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void aWaitThatIsInterruptedRefusesTheOtherPartitionsToo() throws Exception {
        // Given
        broker.close();
        List<Sent> all =
                List.of(
                        new Sent(0, null, "x".repeat(7_000)),
                        new Sent(1, null, "x"),
                        new Sent(0, null, "x".repeat(10_000)));
        try (Producer<String, String> producer =
                producer(config -> config.bufferBytes(16 * 1024))) {
            // When
            Thread.currentThread().interrupt();
            Throwable interruption = catchThrowable(() -> producer.sendAll(all, Duration.ZERO));

            // Then
            assertThat(interruption).isInstanceOf(InterruptedException.class);
            producer.close(Duration.ZERO);
            assertThat(all).allMatch(sent -> sent.outcome.isDone());
        }
    }

    @Test
    void aHurriedTopicDoesNotLinger() throws Exception {
        // Given
        try (Producer<String, String> producer =
                producer(config -> config.linger(Duration.ofSeconds(60)))) {
            CompletableFuture<Outcome> unknownYet = producer.send(new ProducerRecord<>("t", "1"));
            producer.hurry("t");
            unknownYet.get(30, TimeUnit.SECONDS);
            CompletableFuture<Outcome> other = producer.send(new ProducerRecord<>("u", "1"));
            CompletableFuture<Outcome> known = producer.send(new ProducerRecord<>("t", "2"));

            // When
            producer.hurry("t");

            // Then
            assertThat(known.get(30, TimeUnit.SECONDS).isDelivered()).isTrue();
            assertThat(other).isNotDone();
            producer.purge(Purge.ALL);
        }
    }

    private static Throwable cause(Sent sent) throws Exception {
        return ((NotPersisted) sent.outcome()).cause();
    }

    private Producer<String, String> producer(UnaryOperator<ProducerConfig.Builder> change) {
        Serializer<String> picky =
                (topic, data) -> {
                    if ("bad".equals(data)) {
                        throw new IllegalArgumentException("by the test");
                    }
                    return Serializer.STRING.serialize(topic, data);
                };
        ProducerConfig.Builder config =
                ProducerConfig.builder(new BootstrapServers(List.of(broker.endpoint())));
        return Producer.create(change.apply(config).build(), picky, picky);
    }
}
