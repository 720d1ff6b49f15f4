package io.qanat.cli.perf;

import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The measurement of the way from a producer to a consumer: one record after the other is sent,
/// acknowledged and awaited. Confined to the thread that sends.
public final class RoundTripRun {
    private static final Duration ARRIVAL_MAX = Duration.ofMinutes(1);
    private static final int REPORT_EVERY = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Producer<byte[], byte[]> producer;
    private final PartitionFetcher fetcher;
    private final Consumer<String> lines;
    private final LongSupplier nanos;

    /// @param producer stays the caller's to close
    /// @param fetcher stays the caller's to close
    /// @param lines where the results go
    /// @param nanos a clock
    public RoundTripRun(
            Producer<byte[], byte[]> producer,
            PartitionFetcher fetcher,
            Consumer<String> lines,
            LongSupplier nanos) {
        this.producer = producer;
        this.fetcher = fetcher;
        this.lines = lines;
        this.nanos = nanos;
    }

    /// Sends records to the topic, which must be there, and writes the result.
    ///
    /// @throws IllegalStateException when another record arrives, or none
    public void run(String topic, Payloads payloads, long recordCount) throws InterruptedException {
        var partitions = fetcher.partitions(topic);
        fetcher.assign(fetcher.endOffsets(partitions));
        var latencies = new Latencies(nanos.getAsLong());
        for (long number = 0; number < recordCount; number++) {
            var value = payloads.value(number);
            long sentNanos = nanos.getAsLong();
            send(topic, value);
            await(value, partitions.getFirst());
            long tookNanos = nanos.getAsLong() - sentNanos;
            if (number % REPORT_EVERY == 0) {
                lines.accept(
                        String.format(
                                Locale.ROOT,
                                "%d\t%f",
                                number,
                                (double) tookNanos / NANOS_PER_MILLI));
            }
            latencies.record(tookNanos, value.length);
        }
        lines.accept(String.format(Locale.ROOT, "Avg latency: %.4f ms", latencies.averageMillis()));
        lines.accept(
                "Percentiles: 50th = %d, 99th = %d, 99.9th = %d"
                        .formatted(
                                latencies.millisAt(50),
                                latencies.millisAt(99),
                                latencies.millisAt(99.9)));
    }

    private void send(String topic, byte[] value) throws InterruptedException {
        try {
            // The outcome is looked at: a record that was not delivered cannot arrive.
            var unused = producer.send(new ProducerRecord<>(topic, value)).get().orThrow();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never an exception", e);
        }
    }

    private void await(byte[] value, TopicPartition named) throws InterruptedException {
        var fetched = fetcher.poll(ARRIVAL_MAX);
        if (fetched.isEmpty()) {
            throw new IllegalStateException(
                    "nothing arrived on "
                            + named.topic()
                            + " within "
                            + ARRIVAL_MAX.toSeconds()
                            + " s");
        }
        fetched.forEach(record -> {
            if (!Arrays.equals(record.copy().value(), value)) {
                throw new IllegalStateException(
                        "another record arrived: the topic must be this command's alone");
            }
        });
    }
}
