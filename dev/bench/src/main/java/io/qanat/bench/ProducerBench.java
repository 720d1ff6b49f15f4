package io.qanat.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;

/// One run of one producer for a fixed time.
///
/// Arguments (`key=value`): `mode` throughput (a callback for each record), forget (nobody asks for
/// outcomes) or sync (one at a time, waited for); `client` qanat, async or async-pooled (the
/// batching facade, its callbacks reused or not), qanat-drop-in, kafka-clients or
/// kafka-clients-incremental; `bootstrap`; `topic`; `size` bytes of a value; `acks`; `compression`;
/// `linger` ms; `batch` and `buffer` bytes; `rate` records per second, 0 for no limit; `warm` and
/// `seconds`; `watch` the broker's process id.
public final class ProducerBench {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    /// As many objects as callbacks can wait at a time.
    private static final int POOL_MAX = 1_000_000;

    private final Settings settings;
    private final Payloads payloads;
    private final String topic;
    private final Mode mode;
    private final AtomicHistogram latencyMicros = new AtomicHistogram(HIGHEST_MICROS, 2);
    private final AtomicLong failed = new AtomicLong();

    private ProducerBench(Settings settings) {
        this.settings = settings;
        payloads = new Payloads(settings.number("size", 100));
        topic = settings.text("topic", "bench");
        mode = Mode.valueOf(settings.text("mode", "throughput").toUpperCase(Locale.ROOT));
    }

    /// Runs and prints one JSON line on standard output.
    public static void main(String[] args) throws InterruptedException {
        new ProducerBench(Settings.parse(args)).run();
    }

    private void run() throws InterruptedException {
        try (Contender contender = contender()) {
            send(contender, settings.number("warm", 4));
            contender.flush();
            latencyMicros.reset();
            String watched = settings.text("watch", "");
            Meter before = Meter.read(watched);
            long records = send(contender, settings.number("seconds", 10));
            contender.flush();
            String figures =
                    before.until(
                            Meter.read(watched), records, records * settings.number("size", 100));
            if (mode == Mode.FORGET && contender.anyFailed()) {
                failed.incrementAndGet();
            }
            print(figures, contender.batchBytes());
        }
    }

    private Contender contender() {
        String client = settings.text("client", "qanat");
        return switch (client) {
            case "qanat" -> new QanatContender(settings.producerProperties());
            case "async" -> new AsyncContender(settings.producerProperties(), 0);
            case "async-pooled" -> new AsyncContender(settings.producerProperties(), POOL_MAX);
            case "kafka-clients" ->
                    KafkaClientsContender.kafka(settings.producerProperties(), "full");
            case "kafka-clients-incremental" ->
                    KafkaClientsContender.kafka(settings.producerProperties(), "incremental");
            case "qanat-drop-in" -> KafkaClientsContender.dropIn(settings.producerProperties());
            default -> throw new IllegalArgumentException("unknown client " + client);
        };
    }

    private long send(Contender contender, int seconds) throws InterruptedException {
        int rate = settings.number("rate", 0);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long records = 0;
        long now = start;
        while (now < end) {
            if (rate > 0) {
                now = pause(start + records * TimeUnit.SECONDS.toNanos(1) / rate);
            }
            long sent = now;
            send(contender, sent);
            records++;
            now = System.nanoTime();
        }
        return records;
    }

    private void send(Contender contender, long now) throws InterruptedException {
        byte[] value = payloads.next();
        switch (mode) {
            case THROUGHPUT ->
                    contender.send(topic, value, delivered -> acknowledged(now, delivered));
            case FORGET -> contender.forget(topic, value);
            case SYNC -> acknowledged(now, contender.sendAndWait(topic, value));
        }
    }

    private static long pause(long untilNanos) throws InterruptedException {
        long now = System.nanoTime();
        while (now < untilNanos) {
            TimeUnit.NANOSECONDS.sleep(untilNanos - now);
            now = System.nanoTime();
        }
        return now;
    }

    private void acknowledged(long sentNanos, boolean delivered) {
        if (!delivered) {
            failed.incrementAndGet();
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentNanos);
        latencyMicros.recordValue(Math.min(Math.max(micros, 1), HIGHEST_MICROS));
    }

    private void print(String figures, double batchBytes) {
        System.out.printf(
                Locale.ROOT,
                "{%s%s,\"batch_bytes\":%.0f,\"failed\":%d,\"p50_us\":%d,\"p99_us\":%d,\"p999_us\":%d}%n",
                settings.asJsonMembers(),
                figures,
                batchBytes,
                failed.get(),
                latencyMicros.getValueAtPercentile(50),
                latencyMicros.getValueAtPercentile(99),
                latencyMicros.getValueAtPercentile(99.9));
    }

    private enum Mode {
        THROUGHPUT,
        FORGET,
        SYNC
    }
}
