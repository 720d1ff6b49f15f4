package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.interceptor.LoggingInterceptor;
import io.qanat.client.producer.interceptor.MetricsInterceptor;
import io.qanat.client.producer.interceptor.TraceContext;
import io.qanat.client.producer.interceptor.TracingInterceptor;
import io.qanat.it.node.BrokerProcess;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Row B3: who sees a record before it is serialized, and after it was acknowledged.
abstract class InterceptorRules extends ConceptRules {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    InterceptorRules(BrokerProcess broker) {
        super(broker);
    }

    /// Adds its name to the value and as a header, and notes its calls.
    private final class Signature implements Interceptor<String, String> {
        private final String name;

        Signature(String name) {
            this.name = name;
        }

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            calls.add(name + " sees " + record.value());
            var signed =
                    new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.timestamp(),
                            record.key(),
                            record.value() + name,
                            record.headers());
            return signed.with(
                    new RecordHeader(name, ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8))));
        }

        @Override
        public void onAcknowledgement(ProducerRecord<String, String> record, Outcome outcome) {
            calls.add(name + " hears of " + record.value() + outcome.orThrow().offset());
        }
    }

    /// Throws whatever it is asked.
    private static final class Troublemaker implements Interceptor<String, String> {
        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            throw new IllegalStateException("before");
        }

        @Override
        public void onAcknowledgement(ProducerRecord<String, String> record, Outcome outcome) {
            throw new IllegalStateException("afterwards");
        }
    }

    @Test
    void b3InterceptorsChangeTheRecordInTheirOrderAndHearOfItsOutcome() {
        // Given
        createTopic(1);
        var chain =
                List.<Interceptor<String, String>>of(
                        new Signature("A"), new Troublemaker(), new Signature("B"));
        // When
        try (var producer = producer(c -> c, chain)) {
            producer.send(record("v")).join().orThrow();
        }
        // Then
        assertThat(calls)
                .containsExactly("A sees v", "B sees vA", "A hears of vAB0", "B hears of vAB0");
        assertThat(onlooker().records(topic()))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.value()).isEqualTo("vAB");
                    assertThat(stored.headers().toArray())
                            .extracting(header -> header.key())
                            .containsExactly("A", "B");
                });
    }

    @Test
    void b3StockInterceptorWritesATracingHeader() {
        // Given
        createTopic(1);
        TraceContext present = TraceContext.root(new Random(1), true);
        var tracing =
                new TracingInterceptor<String, String>(() -> Optional.of(present), new Random(2));
        // When
        try (var producer = producer(c -> c, List.of(tracing))) {
            producer.send(record("one")).join().orThrow();
            producer.send(record("two")).join().orThrow();
        }
        // Then
        List<TraceContext> read =
                onlooker().records(topic()).stream().map(InterceptorRules::trace).toList();
        assertThat(read)
                .hasSize(2)
                .allMatch(trace -> trace.traceHigh() == present.traceHigh())
                .allMatch(trace -> trace.traceLow() == present.traceLow());
        assertThat(read).extracting(TraceContext::span).doesNotHaveDuplicates();
    }

    @Test
    void b3StockInterceptorsLogAndCountOutcomes() {
        // Given
        createTopic(1);
        var lines = new CopyOnWriteArrayList<String>();
        var metrics = new MetricsInterceptor<String, String>(System::nanoTime);
        var chain =
                List.<Interceptor<String, String>>of(
                        new LoggingInterceptor<>(new LineLogger(lines)), metrics);
        // When
        try (var producer = producer(c -> c.requestBytesMax(5_000), chain)) {
            producer.send(record("value")).join().orThrow();
            producer.send(record("x".repeat(10_000))).join();
        }
        // Then
        assertThat(lines)
                .containsExactly(
                        "DEBUG record delivered topic=" + topic() + " partition=0 offset=0",
                        lines.getLast());
        assertThat(lines.getLast())
                .startsWith("WARNING record not persisted topic=" + topic() + " cause=");
        assertThat(metrics.counts().sent()).isEqualTo(2);
        assertThat(metrics.counts().delivered()).isEqualTo(1);
        assertThat(metrics.counts().notPersisted()).isEqualTo(1);
        assertThat(metrics.counts().latencyNanosMax()).isPositive();
    }

    private static TraceContext trace(ConsumerRecord<String, String> stored) {
        byte[] text = stored.headers().lastHeader(TracingInterceptor.TRACEPARENT).value();
        return TraceContext.parse(new String(text, StandardCharsets.US_ASCII)).orElseThrow();
    }

    /// Keeps what is logged.
    private record LineLogger(List<String> lines) implements System.Logger {
        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable thrown) {
            lines.add(level + " " + message);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... parameters) {
            lines.add(level + " " + format);
        }
    }
}
