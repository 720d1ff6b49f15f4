package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.protocol.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// What the examples do with topics, beside the pattern that each is about.
public final class Topics {
    private static final Duration POLL = Duration.ofMillis(100);

    private Topics() {}

    /// Creates a topic unless it is there.
    public static void create(String bootstrap, String topic, int partitions)
            throws InterruptedException {
        var connection = ConnectionConfig.of(BootstrapServers.parse(bootstrap));
        try (Admin admin = Admin.create(connection)) {
            admin.createTopic(new NewTopic(topic, partitions)).get();
        } catch (ExecutionException e) {
            boolean isThere =
                    e.getCause() instanceof BrokerException refusal
                            && refusal.errorCode()
                                    .filter(ErrorCode.TOPIC_ALREADY_EXISTS::equals)
                                    .isPresent();
            if (!isThere) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /// Everything that is in a topic now, partition by partition.
    public static List<ConsumedRecord> read(String bootstrap, String topic)
            throws InterruptedException {
        var config = FetcherConfig.builder(BootstrapServers.parse(bootstrap)).build();
        var records = new ArrayList<ConsumedRecord>();
        try (PartitionFetcher fetcher = PartitionFetcher.create(config)) {
            List<TopicPartition> partitions = fetcher.partitions(topic);
            Map<TopicPartition, Long> ends = fetcher.endOffsets(partitions);
            fetcher.assign(fetcher.beginningOffsets(partitions));
            while (!fetcher.positions().entrySet().stream()
                    .allMatch(at -> at.getValue() >= ends.getOrDefault(at.getKey(), 0L))) {
                records.addAll(fetcher.poll(POLL).toList());
            }
        }
        records.sort((one, other) ->
                one.partition() == other.partition()
                        ? Long.compare(one.offset(), other.offset())
                        : Integer.compare(one.partition(), other.partition()));
        return records;
    }

    /// Bytes as text; empty for none.
    public static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /// The broker that a program's arguments name.
    static String bootstrap(String... arguments) {
        return arguments.length > 0 ? arguments[0] : "localhost:9092";
    }
}
