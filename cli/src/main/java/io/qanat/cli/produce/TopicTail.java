package io.qanat.cli.produce;

import io.qanat.client.TopicPartition;
import io.qanat.client.consumer.PartitionFetcher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The end of a topic, from given offsets on. Confined to the thread that reads.
///
/// @param contents how often each record's content is there
/// @param ends where the partitions end
public record TopicTail(Map<Fingerprint, Integer> contents, Map<Integer, Long> ends) {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    /// Copies its maps.
    public TopicTail {
        contents = Map.copyOf(contents);
        ends = Map.copyOf(ends);
    }

    /// Reads from the offsets on to the end as it is now.
    ///
    /// @param next by partition; what is not named is read from 0
    /// @throws ProgressException when nothing comes before the end
    public static TopicTail read(PartitionFetcher fetcher, String topic, Map<Integer, Long> next)
            throws InterruptedException {
        var partitions = fetcher.partitions(topic);
        var ends = fetcher.endOffsets(partitions);
        var begins = fetcher.beginningOffsets(partitions);
        var reached = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            long noted = next.getOrDefault(partition.partition(), 0L);
            reached.put(partition, Math.max(noted, begins.getOrDefault(partition, 0L)));
        }
        fetcher.assign(reached);
        var contents = new HashMap<Fingerprint, Integer>();
        while (ends.entrySet().stream()
                .anyMatch(end -> reached.getOrDefault(end.getKey(), 0L) < end.getValue())) {
            var fetched = fetcher.poll(SILENCE_MAX);
            if (fetched.isEmpty()) {
                throw new ProgressException("topic " + topic + " cannot be read to its end");
            }
            fetched.forEach(record ->
                    contents.merge(
                            Fingerprint.of(record.key(), record.value(), record.headers()),
                            1,
                            Integer::sum));
            fetched.partitions().forEach(part -> reached.put(part.partition(), part.nextOffset()));
        }
        var endsByIndex = new HashMap<Integer, Long>();
        ends.forEach((partition, end) -> endsByIndex.put(partition.partition(), end));
        return new TopicTail(contents, endsByIndex);
    }

    /// The end itself, with nothing read.
    public static TopicTail empty(PartitionFetcher fetcher, String topic)
            throws InterruptedException {
        var ends = new HashMap<Integer, Long>();
        fetcher.endOffsets(fetcher.partitions(topic))
                .forEach((partition, end) -> ends.put(partition.partition(), end));
        return new TopicTail(Map.of(), ends);
    }
}
