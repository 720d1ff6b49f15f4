package io.qanat.it.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Which numbered lines a topic holds, as kafka-clients reads them. Immutable, if nobody changes
/// its sets.
///
/// @param once lines that are there at least once
/// @param again lines that are there more than once
/// @param strangeCount records that are none of the lines
record LineCounts(BitSet once, BitSet again, int strangeCount) {
    private static final Duration POLL_MAX = Duration.ofSeconds(30);
    private static final String BEGIN = "line ";
    private static final String PADDING =
            " of a text that is a hundred bytes long or so, as many logs have them from day to day";

    /// The line of a number.
    static String line(int number) {
        return BEGIN + number + PADDING;
    }

    /// How many records the topic holds.
    static long end(String bootstrap, String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", 10_000);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    static LineCounts of(String bootstrap, String topic) {
        var counts = new LineCounts(new BitSet(), new BitSet(), 0);
        int strangeCount = 0;
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var polled = consumer.poll(POLL_MAX);
                if (polled.isEmpty()) {
                    throw new AssertionError("nothing more after " + POLL_MAX);
                }
                for (var record : polled) {
                    strangeCount += counts.count(record.value()) ? 0 : 1;
                }
            }
        }
        return new LineCounts(counts.once, counts.again, strangeCount);
    }

    /// The number of a line; -1 for something else.
    static int number(String line) {
        if (!line.startsWith(BEGIN) || !line.endsWith(PADDING)) {
            return -1;
        }
        return Integer.parseInt(line.substring(BEGIN.length(), line.length() - PADDING.length()));
    }

    private boolean count(byte[] value) {
        int number = number(new String(value, StandardCharsets.UTF_8));
        if (number >= 0) {
            (once.get(number) ? again : once).set(number);
        }
        return number >= 0;
    }
}
