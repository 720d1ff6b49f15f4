package io.qanat.cli.produce;

import io.qanat.cli.produce.SendTally.OffsetRange;
import io.qanat.cli.text.Amounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/// What a whole run of `produce` did. Immutable.
///
/// @param deliveredCount records that were acknowledged
/// @param deliveredBytes their keys and values
/// @param failedCount records that were not, or not surely, delivered
/// @param failures the first of those
/// @param offsets by partition
/// @param p50Nanos the median time from a record's admission to its acknowledgement
/// @param p99Nanos its 99th percentile
public record Summary(
        long deliveredCount,
        long deliveredBytes,
        long failedCount,
        List<FailedLines> failures,
        SortedMap<Integer, OffsetRange> offsets,
        long p50Nanos,
        long p99Nanos) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PARTITIONS_SHOWN_MAX = 16;

    /// Copies its collections.
    public Summary {
        failures = List.copyOf(failures);
        offsets = Collections.unmodifiableSortedMap(offsets);
    }

    /// Whether there were no records at all.
    public boolean isEmpty() {
        return deliveredCount == 0 && failedCount == 0;
    }

    /// The lines about what was not, or not surely, delivered.
    public List<String> troubles() {
        var lines = new ArrayList<String>();
        failures.forEach(failed -> lines.add(failed.toString()));
        long told = failures.stream().mapToLong(FailedLines::count).sum();
        if (failedCount > told) {
            lines.add("… and " + Amounts.count(failedCount - told, "more failure"));
        }
        return lines;
    }

    /// The lines for the user.
    public List<String> lines(String topic, long nanos) {
        var lines = new ArrayList<>(troubles());
        lines.add(headline(topic, nanos));
        offsets.entrySet().stream()
                .limit(PARTITIONS_SHOWN_MAX)
                .forEach(entry ->
                        lines.add(
                                "  partition %d: offsets %d to %d"
                                        .formatted(
                                                entry.getKey(),
                                                entry.getValue().first(),
                                                entry.getValue().last())));
        if (offsets.size() > PARTITIONS_SHOWN_MAX) {
            lines.add(
                    "  … and "
                            + Amounts.count(
                                    offsets.size() - PARTITIONS_SHOWN_MAX, "more partition"));
        }
        if (deliveredCount > 0) {
            lines.add(
                    "  acknowledged after p50 %s, p99 %s"
                            .formatted(Amounts.time(p50Nanos), Amounts.time(p99Nanos)));
        }
        return lines;
    }

    private String headline(String topic, long nanos) {
        double seconds = (double) Math.max(nanos, 1) / NANOS_PER_SECOND;
        var delivered =
                "%s, %s to %s in %s"
                        .formatted(
                                Amounts.count(deliveredCount, "record"),
                                Amounts.size(deliveredBytes),
                                topic,
                                Amounts.time(nanos));
        if ((double) deliveredCount > seconds) {
            delivered +=
                    " (%s records/s, %s/s)"
                            .formatted(
                                    Amounts.count(Math.round((double) deliveredCount / seconds)),
                                    Amounts.size(Math.round((double) deliveredBytes / seconds)));
        }
        return failedCount == 0
                ? delivered
                : delivered + "; " + Amounts.count(failedCount) + " NOT delivered";
    }
}
