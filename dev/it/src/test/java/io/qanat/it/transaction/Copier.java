package io.qanat.it.transaction;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.CommitOutcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A program that copies a topic to another, each record exactly once however often it is killed:
/// `BOOTSTRAP`. It reads with kafka-clients and writes with our transactions, offsets in the same
/// transaction, and says `committed` for each. Where it does not know whether a commit was carried
/// out it starts over from what is committed.
final class Copier {
    static final String INPUT = "copier-input";
    static final String OUTPUT = "copier-output";
    static final String ID = "copier";
    static final int PARTITIONS = 2;
    static final int RECORDS_PER_TRANSACTION = 10;
    private static final String GROUP = "copier";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<TopicPartition> FROM =
            List.of(new TopicPartition(INPUT, 0), new TopicPartition(INPUT, 1));

    private final Producer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;

    private Copier(Producer<String, String> producer, KafkaConsumer<String, String> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    public static void main(String[] arguments) throws InterruptedException {
        var config =
                ProducerConfig.builder(BootstrapServers.parse(arguments[0]))
                        .transactionalId(ID)
                        .build();
        Map<String, Object> reading =
                Map.of(
                        "bootstrap.servers",
                        arguments[0],
                        "group.id",
                        GROUP,
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        RECORDS_PER_TRANSACTION,
                        "isolation.level",
                        "read_committed");
        try (var producer = Producer.create(config, Serializer.STRING, Serializer.STRING);
                var consumer =
                        new KafkaConsumer<>(
                                reading, new StringDeserializer(), new StringDeserializer())) {
            new Copier(producer, consumer).copy();
        }
    }

    private void copy() throws InterruptedException {
        producer.initialize(LIMIT);
        consumer.assign(FROM);
        Map<TopicPartition, Long> ends = consumer.endOffsets(FROM);
        seek();
        while (!FROM.stream()
                .allMatch(from -> consumer.position(from) >= ends.getOrDefault(from, 0L))) {
            var polled = consumer.poll(Duration.ofMillis(100));
            if (!polled.isEmpty()) {
                CommitOutcome outcome =
                        producer.transaction(transaction -> {
                            var next = new HashMap<io.qanat.client.TopicPartition, Long>();
                            for (ConsumerRecord<String, String> record : polled) {
                                transaction.send(
                                        new ProducerRecord<>(
                                                OUTPUT, record.value(), record.value()),
                                        Callback.NONE);
                                next.put(ours(record), record.offset() + 1);
                            }
                            transaction.sendOffsets(GROUP, next);
                        });
                told(outcome);
            }
        }
        System.out.println("done");
    }

    private void told(CommitOutcome outcome) throws InterruptedException {
        switch (outcome) {
            case CommitOutcome.Committed committed -> System.out.println("committed");
            case CommitOutcome.NotCommitted refused -> {
                System.out.println("not committed: " + refused.cause().getMessage());
                seek();
            }
            case CommitOutcome.CommitUnknown unknown -> {
                System.out.println("unknown: " + unknown.cause().getMessage());
                unknown.recourse().initialize(LIMIT);
                seek();
            }
        }
    }

    /// Goes to what is committed, and to the beginning where nothing is.
    private void seek() {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(FROM));
        for (TopicPartition from : FROM) {
            OffsetAndMetadata known = committed.get(from);
            consumer.seek(from, known == null ? 0 : known.offset());
        }
    }

    private static io.qanat.client.TopicPartition ours(ConsumerRecord<?, ?> record) {
        return new io.qanat.client.TopicPartition(record.topic(), record.partition());
    }
}
