package io.qanat.it.concept;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// What a broker holds, as Apache Kafka's own admin client and consumer tell it. Confined to one
/// thread.
final class Onlooker implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Admin admin;

    Onlooker(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /// Creates a topic whose partitions have their leaders when this returns.
    void create(String topic, int partitions, Map<String, String> configs) {
        var wanted = new NewTopic(topic, partitions, (short) 1).configs(configs);
        await(admin.createTopics(List.of(wanted)).all());
        // Apache Kafka answers before the broker leads: only who leads knows the end.
        Awaitility.await("leaders of " + topic)
                .atMost(WAIT_MAX)
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(() -> ends(topic, partitions).stream().allMatch(end -> end == 0));
    }

    Set<String> topics() {
        return await(admin.listTopics().names());
    }

    /// How many records a topic has.
    long count(String topic) {
        int partitions =
                await(admin.describeTopics(List.of(topic)).allTopicNames())
                        .values()
                        .iterator()
                        .next()
                        .partitions()
                        .size();
        return ends(topic, partitions).stream().mapToLong(end -> end).sum();
    }

    /// Waits until a topic has so many records.
    void awaitCount(String topic, long count) {
        Awaitility.await(count + " records in " + topic)
                .atMost(WAIT_MAX)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count(topic) >= count);
    }

    /// The values of a topic with one partition, in their order.
    List<String> values(String topic) {
        return records(topic).stream().map(ConsumerRecord::value).toList();
    }

    /// All records of a topic, by partition and offset.
    List<ConsumerRecord<String, String>> records(String topic) {
        // Closing waits for the fetch that is under way, which finds nothing more.
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        false,
                        "fetch.max.wait.ms",
                        20);
        try (var consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long count =
                    consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
            return read(consumer, count);
        }
    }

    private static List<ConsumerRecord<String, String>> read(
            KafkaConsumer<String, String> consumer, long count) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        while (records.size() < count) {
            var polled = consumer.poll(WAIT_MAX);
            if (polled.isEmpty()) {
                throw new AssertionError(records.size() + " records of " + count);
            }
            polled.forEach(records::add);
        }
        records.sort(
                Comparator.<ConsumerRecord<String, String>>comparingInt(ConsumerRecord::partition)
                        .thenComparingLong(ConsumerRecord::offset));
        return records;
    }

    private List<Long> ends(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(i -> new TopicPartition(topic, i))
                .map(partition ->
                        await(
                                admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                        .partitionResult(partition)))
                .map(ListOffsetsResultInfo::offset)
                .toList();
    }

    private static <T> T await(KafkaFuture<T> asked) {
        try {
            return asked.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the onlooker got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
