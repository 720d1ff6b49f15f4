package io.qanat.client.producer.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qanat.client.BrokerException;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Timeline;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StockInterceptorsTest {
    private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final ProducerRecord<String, String> RECORD =
            new ProducerRecord<>("t", "secret-key", "secret-value");
    private static final Outcome DELIVERED = delivered(TimeUnit.MILLISECONDS.toNanos(4));
    private final BrokerException cause =
            new BrokerException("produce to t-0", ErrorCode.REQUEST_TIMED_OUT, null);

    private final Random random = new Random(7);
    private long now;

    @Test
    void readsTheTraceThatTheStandardGives() {
        // When
        TraceContext context = TraceContext.parse(EXAMPLE).orElseThrow();

        // Then
        assertThat(context)
                .isEqualTo(
                        new TraceContext(
                                0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0xf067aa0ba902b7L, true));
        assertThat(context.text()).isEqualTo(EXAMPLE);
    }

    @Test
    void readsNoTraceThatTheStandardForbids() {
        assertThat(
                        List.of(
                                "",
                                "ff" + EXAMPLE.substring(2),
                                EXAMPLE.substring(1),
                                EXAMPLE.toUpperCase(java.util.Locale.ROOT),
                                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"))
                .allMatch(text -> TraceContext.parse(text).isEmpty());
    }

    @Test
    void readsTracesOfLaterVersions() {
        assertThat(TraceContext.parse("01" + EXAMPLE.substring(2) + "-more")).isPresent();
    }

    @Test
    void goesOnWithThePresentTrace() {
        // Given
        TraceContext present = TraceContext.parse(EXAMPLE).orElseThrow();
        var tracing = new TracingInterceptor<String, String>(() -> Optional.of(present), random);

        // When
        ProducerRecord<String, String> sent = tracing.onSend(RECORD);

        // Then
        TraceContext given = trace(sent);
        assertThat(given.traceHigh()).isEqualTo(present.traceHigh());
        assertThat(given.traceLow()).isEqualTo(present.traceLow());
        assertThat(given.span()).isNotEqualTo(present.span());
        assertThat(given.isSampled()).isTrue();
    }

    @Test
    void beginsATraceForEachRecordWithoutOne() {
        // Given
        var tracing = new TracingInterceptor<String, String>(Optional::empty, random);

        // When
        TraceContext first = trace(tracing.onSend(RECORD));
        TraceContext second = trace(tracing.onSend(RECORD));

        // Then
        assertThat(first.traceLow()).isNotEqualTo(second.traceLow());
    }

    @Test
    void leavesATraceThatARecordHas() {
        // Given
        var tracing = new TracingInterceptor<String, String>(Optional::empty, random);
        ProducerRecord<String, String> traced =
                RECORD.with(
                        new RecordHeader(
                                "traceparent",
                                ByteBuffer.wrap(EXAMPLE.getBytes(StandardCharsets.US_ASCII))));

        // When
        ProducerRecord<String, String> sent = tracing.onSend(traced);

        // Then
        assertThat(sent).isSameAs(traced);
    }

    @Test
    void countsWhatBecameOfRecords() {
        // Given
        var metrics = new MetricsInterceptor<String, String>(() -> now);
        DeliveryCounts before = metrics.counts();
        for (int i = 0; i < 20; i++) {
            metrics.onSend(RECORD);
        }

        // When
        metrics.onAcknowledgement(RECORD, DELIVERED);
        metrics.onAcknowledgement(RECORD, delivered(TimeUnit.MILLISECONDS.toNanos(8)));
        metrics.onAcknowledgement(RECORD, new Outcome.NotPersisted(cause, Timeline.NONE));
        metrics.onAcknowledgement(RECORD, new Outcome.PossiblyPersisted(cause, Timeline.NONE));
        now += TimeUnit.SECONDS.toNanos(10);
        Map<String, Double> figures = metrics.counts().asMap(before);

        // Then
        assertThat(figures)
                .containsOnly(
                        Map.entry("record-send-total", 20.0),
                        Map.entry("record-send-rate", 2.0),
                        Map.entry("record-error-total", 2.0),
                        Map.entry("record-error-rate", 0.2),
                        Map.entry("record-latency-avg", 6.0),
                        Map.entry("record-latency-max", 8.0));
    }

    @Test
    void hasNoRatesOfNoTime() {
        // Given
        DeliveryCounts counts = new MetricsInterceptor<String, String>(() -> now).counts();

        // When
        Map<String, Double> figures = counts.asMap(counts);

        // Then
        assertThat(figures.values())
                .allSatisfy(figure -> assertThat(figure).isCloseTo(0, within(0.0)));
    }

    @Test
    void logsOutcomesButNoContent() {
        // Given
        var log = new Log();
        var logging = new LoggingInterceptor<String, String>(log);

        // When
        logging.onAcknowledgement(RECORD, DELIVERED);
        logging.onAcknowledgement(RECORD, new Outcome.NotPersisted(cause, Timeline.NONE));
        logging.onAcknowledgement(RECORD, new Outcome.PossiblyPersisted(cause, Timeline.NONE));

        // Then
        assertThat(log.lines)
                .containsExactly(
                        "DEBUG record delivered topic=t partition=0 offset=5",
                        "WARNING record not persisted topic=t cause=" + cause.getMessage(),
                        "WARNING record possibly persisted topic=t cause=" + cause.getMessage())
                .noneMatch(line -> line.contains("secret"));
    }

    private static Outcome delivered(long tookNanos) {
        return new Outcome.Delivered(
                "t", 0, 5, 0, new Timeline(0, 0, 0, 0, List.of(), 0, tookNanos));
    }

    private static TraceContext trace(ProducerRecord<String, String> record) {
        ByteBuffer value =
                Objects.requireNonNull(record.lastHeader("traceparent").orElseThrow().value());
        return TraceContext.parse(StandardCharsets.US_ASCII.decode(value).toString()).orElseThrow();
    }

    /// Keeps its lines.
    private static final class Log implements System.Logger {
        private final List<String> lines = new ArrayList<>();

        @Override
        public String getName() {
            return "test";
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
                @Nullable Object @Nullable ... values) {
            lines.add(level + " " + format);
        }
    }
}
