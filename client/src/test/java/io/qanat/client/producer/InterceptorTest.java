package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ClientException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Interceptors of a whole producer, over sockets of this machine.
@Timeout(60)
class InterceptorTest {
    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    InterceptorTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    /// Adds its name to every value.
    private final class Signing implements Interceptor<String, String> {
        private final String name;

        Signing(String name) {
            this.name = name;
        }

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            return new ProducerRecord<>(
                    record.topic(), 0, null, null, record.value() + name, List.of());
        }

        @Override
        public void onAcknowledgement(ProducerRecord<String, String> record, Outcome outcome) {
            seen.add(name + " " + record.value() + " " + outcome.isDelivered());
        }
    }

    /// Fails whenever it is called.
    private static final class Failing implements Interceptor<String, String> {
        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            throw new IllegalStateException("thrown on purpose by a test");
        }

        @Override
        public void onAcknowledgement(ProducerRecord<String, String> record, Outcome outcome) {
            throw new StackOverflowError("thrown on purpose by a test");
        }
    }

    @Test
    void changeTheRecordInTheirOrder() throws Exception {
        // When
        try (Producer<String, String> producer = producer(new Signing("a"), new Signing("b"))) {
            producer.send(new ProducerRecord<>("t", "v")).get(30, TimeUnit.SECONDS);
        }

        // Then
        assertThat(logs.values(new TopicPartition("t", 0))).containsExactly("vab");
        assertThat(seen).containsExactly("a vab true", "b vab true");
    }

    @Test
    void hearOfTheOutcomeBeforeTheCallback() throws Exception {
        // Given
        var told = new CountDownLatch(1);

        // When
        try (Producer<String, String> producer = producer(new Signing("a"))) {
            producer.send(
                    new ProducerRecord<>("t", "v"),
                    outcome -> {
                        seen.add("callback");
                        told.countDown();
                    });
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }

        // Then
        assertThat(seen).containsExactly("a va true", "callback");
    }

    @Test
    void hearOfRecordsThatNobodyElseAsksFor() throws Exception {
        // When
        try (Producer<String, String> producer = producer(new Signing("a"))) {
            producer.send(new ProducerRecord<>("t", "v"), Callback.NONE);
            producer.sendBlocking(new ProducerRecord<>("t", "w"), Callback.NONE);
            producer.send(new ProducerRecord<>("t", "x"), Duration.ofMinutes(1), Callback.NONE);
            producer.flush();
        }

        // Then
        assertThat(seen).containsExactly("a va true", "a wa true", "a xa true");
    }

    @Test
    void hearOfARecordThatIsRefusedAtOnce() {
        // When
        try (Producer<String, String> producer = producer(new Signing("a"))) {
            Acceptance acceptance =
                    producer.trySend(new ProducerRecord<>("t", "v".repeat(2_000_000)));

            // Then
            assertThat(acceptance).isInstanceOf(Acceptance.Refused.class);
            assertThat(seen).singleElement().asString().startsWith("a vv").endsWith("false");
        }
    }

    @Test
    void harmNobodyWhenTheyThrow() throws Exception {
        // When
        Outcome outcome;
        try (Producer<String, String> producer =
                producer(new Failing(), new Signing("a"), new Failing())) {
            outcome = producer.send(new ProducerRecord<>("t", "v")).get(30, TimeUnit.SECONDS);
        }

        // Then
        assertThat(outcome.isDelivered()).isTrue();
        assertThat(logs.values(new TopicPartition("t", 0))).containsExactly("va");
        assertThat(seen).containsExactly("a va true");
    }

    @Test
    void leaveARecordThatCanBeCancelled() throws Exception {
        // Given: a broker that is never asked for what lingers
        var config =
                ProducerConfig.builder(new BootstrapServers(List.of(broker.endpoint())))
                        .linger(Duration.ofSeconds(50))
                        .build();
        try (Producer<String, String> producer =
                Producer.create(
                        config, Serializer.STRING, Serializer.STRING, List.of(new Signing("a")))) {
            var pending = producer.send(new ProducerRecord<>("t", "v"));

            // When
            boolean isCancelled = pending.cancel(false);

            // Then
            assertThat(isCancelled).isTrue();
            assertThat(pending.join()).isInstanceOf(NotPersisted.class);
            assertThat(seen).containsExactly("a va false");
        }
    }

    @Test
    void areCalledInsideAPollOfAPollingProducer() throws Exception {
        // Given
        var threads = Collections.synchronizedList(new ArrayList<Thread>());
        var noting =
                new Interceptor<String, String>() {
                    @Override
                    public void onAcknowledgement(
                            ProducerRecord<String, String> record, Outcome outcome) {
                        threads.add(Thread.currentThread());
                    }
                };
        try (PollingProducer<String, String> producer = polling(noting)) {
            // When
            producer.produce(new ProducerRecord<>("t", "v"), Callback.NONE);
            producer.flush(Duration.ofSeconds(30));

            // Then
            assertThat(threads).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void hearOfWhatAPollingProducerRefuses() {
        try (PollingProducer<String, String> producer = polling(new Signing("a"))) {
            // When
            assertThatThrownBy(() ->
                            producer.produce(
                                    new ProducerRecord<>("t", "v".repeat(2_000_000)),
                                    Callback.NONE))
                    // Then
                    .isInstanceOf(RecordTooLargeException.class)
                    .isInstanceOf(ClientException.class);
            assertThat(seen).singleElement().asString().endsWith("false");
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private Producer<String, String> producer(Interceptor<String, String>... interceptors) {
        return Producer.create(
                ProducerConfig.builder(new BootstrapServers(List.of(broker.endpoint()))).build(),
                Serializer.STRING,
                Serializer.STRING,
                List.of(interceptors));
    }

    private PollingProducer<String, String> polling(Interceptor<String, String> interceptor) {
        return PollingProducer.create(
                ProducerConfig.builder(new BootstrapServers(List.of(broker.endpoint()))).build(),
                Serializer.STRING,
                Serializer.STRING,
                List.of(interceptor));
    }
}
