package io.qanat.cli.consume;

import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.FetchedRecords;
import io.qanat.client.consumer.PartitionFetcher;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The reading of one topic by a plan. Confined to the thread that reads.
public final class TopicReader {
    /// A reader that waits for ever asks again now and then.
    private static final Duration POLL_MAX = Duration.ofMinutes(10);

    private final PartitionFetcher fetcher;
    private final ReadPlan plan;

    private boolean hasFallenSilent;

    /// @param fetcher stays the caller's to close
    public TopicReader(PartitionFetcher fetcher, ReadPlan plan) {
        this.fetcher = fetcher;
        this.plan = plan;
    }

    /// Reads to the plan's end.
    ///
    /// @throws NotThereException when the topic has no such partition or offset
    /// @throws io.qanat.client.ClientException when the topic cannot be read
    public void read(RecordSink sink) throws InterruptedException {
        var partitions = partitions();
        var ends = fetcher.endOffsets(partitions);
        var starts = starts(partitions, ends);
        var limit = limit(ends);
        starts.forEach((partition, start) -> limit.passed(partition.partition(), start));
        fetcher.assign(starts);
        while (!limit.isReached()) {
            var fetched = fetcher.poll(plan.silenceMax().orElse(POLL_MAX));
            if (fetched.isEmpty() && plan.silenceMax().isPresent()) {
                hasFallenSilent = true;
                return;
            }
            take(fetched, limit, sink);
        }
    }

    /// Whether the reading ended for want of records, before the plan's end.
    public boolean hasFallenSilent() {
        return hasFallenSilent;
    }

    private static void take(FetchedRecords fetched, ReadLimit limit, RecordSink sink) {
        fetched.forEach(record -> {
            if (limit.takes(record.partition(), record.offset())) {
                sink.take(new FetchedView(record));
            }
        });
        // Also behind what is not shown, such as the markers of transactions.
        fetched.partitions()
                .forEach(part -> limit.passed(part.partition().partition(), part.nextOffset()));
        sink.flush();
    }

    private List<TopicPartition> partitions() throws InterruptedException {
        var all = fetcher.partitions(plan.topic());
        if (plan.partition().isEmpty()) {
            return all;
        }
        var only = new TopicPartition(plan.topic(), plan.partition().getAsInt());
        if (!all.contains(only)) {
            throw new NotThereException(
                    "topic %s has no partition %d: it has 0 to %d"
                            .formatted(plan.topic(), only.partition(), all.size() - 1));
        }
        return List.of(only);
    }

    private Map<TopicPartition, Long> starts(
            List<TopicPartition> partitions, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        return switch (plan.start()) {
            case StartPosition.Latest latest -> ends;
            case StartPosition.Earliest earliest -> fetcher.beginningOffsets(partitions);
            case StartPosition.At(long offset) ->
                    at(offset, fetcher.beginningOffsets(partitions), ends);
        };
    }

    /// Partitions need not reach as far as each other: one that does not have the offset begins
    /// where it is nearest.
    private Map<TopicPartition, Long> at(
            long offset, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        var starts = new HashMap<TopicPartition, Long>();
        boolean isThere = false;
        for (var partition : ends.keySet()) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            isThere |= begin <= offset && offset <= end;
            starts.put(partition, Math.clamp(offset, begin, end));
        }
        if (!isThere) {
            throw new NotThereException(
                    "topic %s has no offset %d: it begins at %d, and %d comes next"
                            .formatted(
                                    plan.topic(),
                                    offset,
                                    Collections.min(begins.values()),
                                    Collections.max(ends.values())));
        }
        return starts;
    }

    private ReadLimit limit(Map<TopicPartition, Long> ends) {
        if (!plan.endsAtEnd()) {
            return plan.countMax().isPresent()
                    ? ReadLimit.count(plan.countMax().getAsLong())
                    : ReadLimit.none();
        }
        var byIndex = new HashMap<Integer, Long>();
        ends.forEach((partition, end) -> byIndex.put(partition.partition(), end));
        return ReadLimit.ends(byIndex, plan.countMax().orElse(Long.MAX_VALUE));
    }
}
