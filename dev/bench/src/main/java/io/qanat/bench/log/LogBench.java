package io.qanat.bench.log;

import io.qanat.bench.Meter;
import io.qanat.bench.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/// Synced appends to logs, as fast as they go with a pinned number in flight: the subjects take
/// turns, in both orders.
///
/// Arguments (`key=value`): `subjects`, with commas; `partitions`; `batch` bytes; `window` appends
/// in flight per partition, up to `inflight` of all together; `callers`, the threads that append;
/// `repeats`; `warm` and `millis` of each run; `folder`, on the disk that is meant.
///
/// `cpu_s_gb`: CPU seconds of this process per GB while appends ran. `cpu_closed` counts the
/// orderly close too, with which everything is in its final place, and `machine_closed` also what
/// the kernel's own threads and everybody else used meanwhile.
public final class LogBench {
    private final Settings settings;
    private final int partitions;
    private final int inFlight;
    private final ByteBuffer batch;

    private LogBench(Settings settings) {
        this.settings = settings;
        this.partitions = settings.number("partitions", 6);
        int most = Math.max(settings.number("inflight", 1000), partitions);
        this.inFlight = Math.min(partitions * settings.number("window", 5), most);
        this.batch = SampleBatch.of(settings.number("batch", 65536));
    }

    /// Prints a JSON line for each run on standard output.
    public static void main(String[] args)
            throws IOException, InterruptedException, ExecutionException {
        new LogBench(Settings.parse(args)).run();
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        List<String> order =
                new ArrayList<>(List.of(settings.text("subjects", Subjects.LOG).split(",", -1)));
        for (String subject : order) {
            one(subject, 0);
        }
        for (int repeat = 1; repeat <= settings.number("repeats", 3); repeat++) {
            for (String subject : order) {
                System.out.println(one(subject, repeat));
            }
            Collections.reverse(order);
        }
    }

    private String one(String name, int repeat)
            throws IOException, InterruptedException, ExecutionException {
        try (Scratch scratch = Scratch.in(Path.of(settings.text("folder", "target/log-bench")))) {
            Subject subject = Subjects.open(name, scratch.path());
            try (var callers = new Callers(subject, settings.number("callers", 1))) {
                callers.prepare(partitions, inFlight, batch);
                callers.run(settings.number("warm", 500) * 1_000_000L);
                System.gc();
                Meter before = Meter.read("");
                Latencies latencies = callers.run(settings.number("millis", 2000) * 1_000_000L);
                Meter after = Meter.read("");
                subject.close();
                return json(name, repeat, latencies, before, after, Meter.read(""));
            }
        }
    }

    private String json(
            String name, int repeat, Latencies latencies, Meter start, Meter end, Meter closed) {
        double gigabytes = (double) latencies.count() * batch.remaining() / 1e9;
        double seconds = (end.nanos() - start.nanos()) / 1e9;
        return String.format(
                Locale.ROOT,
                "{\"subject\":\"%s\",\"partitions\":%d,\"batch\":%d,\"inflight\":%d,\"callers\":%d,"
                        + "\"repeat\":%d,\"seconds\":%.2f,\"appends\":%d,\"mb_s\":%.1f,\"p50_us\":%.0f,"
                        + "\"p99_us\":%.0f,\"cpu_s_gb\":%.3f,\"cpu_closed\":%.3f,\"machine_closed\":%.3f,"
                        + "\"close_ms\":%.0f}",
                name,
                partitions,
                batch.remaining(),
                inFlight,
                settings.number("callers", 1),
                repeat,
                seconds,
                latencies.count(),
                gigabytes * 1e3 / seconds,
                latencies.micros(0.5),
                latencies.micros(0.99),
                (end.cpuNanos() - start.cpuNanos()) / 1e9 / gigabytes,
                (closed.cpuNanos() - start.cpuNanos()) / 1e9 / gigabytes,
                (closed.machineCpuSeconds() - start.machineCpuSeconds()) / gigabytes,
                (closed.nanos() - end.nanos()) / 1e6);
    }
}
