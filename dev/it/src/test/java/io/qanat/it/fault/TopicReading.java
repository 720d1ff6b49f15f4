package io.qanat.it.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The reading of a topic from given offsets up to where it ends now, with kafka-clients.
/// Immutable.
///
/// @param bootstrap the broker's address
/// @param topic the topic
/// @param partitions how many partitions of it are read
public record TopicReading(String bootstrap, String topic, int partitions) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ_TIME_MAX = Duration.ofSeconds(90);
    private static final Duration END_WAIT_MAX = Duration.ofSeconds(5);

    /// Hands every record to the audit.
    ///
    /// What was acknowledged when it was written, not when it was synced, may be shown a moment
    /// later: the end is awaited.
    public void into(Audit audit, Ledger ledger, Map<Integer, Long> starts) {
        try (var consumer = consumer()) {
            List<TopicPartition> all =
                    IntStream.range(0, partitions)
                            .mapToObj(partition -> new TopicPartition(topic, partition))
                            .toList();
            consumer.assign(all);
            all.forEach(at -> consumer.seek(at, starts.getOrDefault(at.partition(), 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            long deadline = System.nanoTime() + END_WAIT_MAX.toNanos();
            while (!covers(ends, ledger) && System.nanoTime() < deadline) {
                ends = consumer.endOffsets(all);
            }
            read(consumer, ends, audit);
        }
    }

    private static boolean covers(Map<TopicPartition, Long> ends, Ledger ledger) {
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() >= ledger.end(end.getKey().partition()));
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Audit audit) {
        long deadline = System.nanoTime() + READ_TIME_MAX.toNanos();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not read up to " + ends);
            }
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                audit.take(read.partition(), read.offset(), read.value());
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "check.crcs",
                        true,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        10_000,
                        "enable.auto.commit",
                        false);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
