package io.qanat.cli.perf;

import io.qanat.client.consumer.FetchedRecords;
import io.qanat.client.consumer.PartitionFetcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The measurement of reading. Confined to the thread that reads.
public final class ConsumeRun {
    private static final double BYTES_PER_MB = 1024.0 * 1024.0;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PartitionFetcher fetcher;
    private final Report report;
    private final Clock clock;
    private long count;
    private long sizeInBytes;
    private boolean isComplete;

    /// What is told. Immutable.
    ///
    /// @param every how often, when it is detailed
    public record Report(
            Consumer<String> lines,
            boolean hasHeader,
            boolean isDetailed,
            Duration every,
            DateTimeFormatter dates) {}

    /// Clocks for durations and for the day. Immutable.
    public record Clock(LongSupplier nanos, InstantSource wall) {}

    /// How far the reading had come at a moment. Immutable.
    private record Mark(long count, long sizeInBytes, long nanos) {}

    /// @param fetcher stays the caller's to close
    public ConsumeRun(PartitionFetcher fetcher, Report report, Clock clock) {
        this.fetcher = fetcher;
        this.report = report;
        this.clock = clock;
    }

    /// Reads so many records of the topic, or until none came for a while.
    public void run(String topic, long countMax, boolean fromLatest, Duration silenceMax)
            throws InterruptedException {
        var partitions = fetcher.partitions(topic);
        fetcher.assign(
                fromLatest ? fetcher.endOffsets(partitions) : fetcher.beginningOffsets(partitions));
        if (report.hasHeader()) {
            report.lines().accept(header());
        }
        var start = mark();
        long startMillis = clock.wall().millis();
        read(countMax, silenceMax, start);
        if (!report.isDetailed()) {
            var end = mark();
            report.lines()
                    .accept(
                            date(startMillis)
                                    + ", "
                                    + date(startMillis + millis(start, end))
                                    + figures(start, start, end));
        }
    }

    /// Whether all records came.
    public boolean isComplete() {
        return isComplete;
    }

    private void read(long countMax, Duration silenceMax, Mark start) throws InterruptedException {
        var last = start;
        while (count < countMax) {
            var fetched = fetcher.poll(silenceMax);
            if (fetched.isEmpty()) {
                return;
            }
            take(fetched, countMax);
            var now = mark();
            if (report.isDetailed() && now.nanos() - last.nanos() >= report.every().toNanos()) {
                report.lines()
                        .accept(date(clock.wall().millis()) + ", 0" + figures(start, last, now));
                last = now;
            }
        }
        isComplete = true;
    }

    private void take(FetchedRecords fetched, long countMax) {
        fetched.forEach(record -> {
            if (count < countMax) {
                count++;
                sizeInBytes += Math.max(0, record.keySize()) + Math.max(0, record.valueSize());
            }
        });
    }

    private Mark mark() {
        return new Mark(count, sizeInBytes, clock.nanos().getAsLong());
    }

    private String date(long millis) {
        return report.dates().format(Instant.ofEpochMilli(millis));
    }

    private String header() {
        return (report.isDetailed() ? "time, threadId" : "start.time, end.time")
                + ", data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec,"
                + " rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec";
    }

    /// Without a group there is no rebalance, so that all of the time is fetching.
    private static String figures(Mark start, Mark from, Mark to) {
        double seconds = (double) Math.max(1, to.nanos() - from.nanos()) / NANOS_PER_SECOND;
        double megabytesPerSecond =
                (double) (to.sizeInBytes() - from.sizeInBytes()) / BYTES_PER_MB / seconds;
        double perSecond = (double) (to.count() - from.count()) / seconds;
        return String.format(
                Locale.ROOT,
                ", %.4f, %.4f, %d, %.4f, 0, %d, %.4f, %.4f",
                (double) (to.sizeInBytes() - start.sizeInBytes()) / BYTES_PER_MB,
                megabytesPerSecond,
                to.count() - start.count(),
                perSecond,
                millis(from, to),
                megabytesPerSecond,
                perSecond);
    }

    private static long millis(Mark from, Mark to) {
        return TimeUnit.NANOSECONDS.toMillis(to.nanos() - from.nanos());
    }
}
