package io.qanat.cli.perf;

import io.qanat.cli.produce.Pace;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The measurement of a producer: records are sent at a pace, and the time to each acknowledgement
/// is noted. Confined to the thread that sends.
public final class ProduceRun {
    private final Producer<byte[], byte[]> producer;
    private final Load load;
    private final Consumer<String> lines;
    private final LongSupplier nanos;
    private final ProduceStats stats;

    /// What is sent. Immutable.
    ///
    /// @param warmupCount so many of the records are left out of the steady state's line
    public record Load(
            String topic,
            Payloads payloads,
            Pace pace,
            long recordCount,
            long warmupCount,
            Duration reportEvery) {}

    /// @param producer stays the caller's to close
    /// @param lines where the results go
    /// @param nanos a clock
    public ProduceRun(
            Producer<byte[], byte[]> producer,
            Load load,
            Consumer<String> lines,
            LongSupplier nanos) {
        this.producer = producer;
        this.load = load;
        this.lines = lines;
        this.nanos = nanos;
        this.stats = new ProduceStats(load.warmupCount(), nanos.getAsLong());
    }

    /// Sends all records and waits for their outcomes.
    public void run() throws InterruptedException {
        long intervalNanos = load.reportEvery().toNanos();
        for (long number = 0; number < load.recordCount(); number++) {
            load.pace().await();
            send(load.payloads().value(number));
            stats.windowLine(nanos.getAsLong(), intervalNanos).ifPresent(lines);
        }
        producer.flush();
    }

    /// The lines at the end.
    public void summarize() {
        long now = nanos.getAsLong();
        lines.accept(stats.totalLine(now));
        stats.steadyLine(now).ifPresent(lines);
    }

    /// The producer's metrics, by Kafka's names and in the layout of Kafka's tools.
    public void tellMetrics(String clientId) {
        var byName = new TreeMap<String, Double>();
        producer.metrics()
                .byName()
                .forEach((name, value) ->
                        byName.put(
                                "producer-metrics:%s:{client-id=%s}".formatted(name, clientId),
                                value));
        int width = byName.keySet().stream().mapToInt(String::length).max().orElse(0);
        String row = "%-" + width + "s %s %s";
        lines.accept(row.formatted("Metric Name", " ", "Value"));
        byName.forEach((name, value) ->
                lines.accept(row.formatted(name, ":", String.format(Locale.ROOT, "%.3f", value))));
    }

    /// What was not delivered, for the user.
    public Optional<String> failureLine() {
        return stats.failureLine();
    }

    private void send(byte[] value) throws InterruptedException {
        int sizeInBytes = value.length;
        long sentNanos = nanos.getAsLong();
        producer.sendBlocking(
                new ProducerRecord<>(load.topic(), value),
                outcome -> {
                    if (outcome.isDelivered()) {
                        long now = nanos.getAsLong();
                        stats.delivered(now - sentNanos, sizeInBytes, now);
                    } else {
                        stats.failed(cause(outcome));
                    }
                });
    }

    private static String cause(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotPersisted refused -> String.valueOf(refused.cause().getMessage());
            case Outcome.PossiblyPersisted unknown ->
                    "perhaps delivered: " + unknown.cause().getMessage();
            case Outcome.Delivered delivered -> delivered.toString();
        };
    }
}
