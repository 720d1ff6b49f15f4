package io.qanat.it.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.it.node.QanatNode;
import io.qanat.it.node.SharedQanat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each case runs with kafka-clients' producer and with the drop-in, and what is noted of the two
/// must be the same.
@Timeout(120)
@ExtendWith(SharedQanat.class)
class ProducerContractIT {
    private static final int PARTITIONS = 3;

    private final String bootstrap;

    ProducerContractIT(QanatNode node) {
        this.bootstrap = node.bootstrap();
    }

    /// What a case has to work with: who makes producers, of what, for which topic.
    record Ground(Maker maker, String bootstrap, String topic) {
        Producer<String, String> producer(String... more) {
            return maker.make(Maker.properties(bootstrap, more));
        }

        ProducerRecord<String, String> record(String key, String value) {
            return new ProducerRecord<>(topic, key, value);
        }
    }

    /// One thing that both must do alike. Its name is a fact.
    record Case(String name, Play play) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Play {
        void run(Ground ground, Notes notes) throws Exception;
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("tells where a record is", ProducerContractIT::place),
                new Case("sizes of nothing are -1", ProducerContractIT::nothing),
                new Case("keys go to the same partitions", ProducerContractIT::keys),
                new Case("headers arrive, and are closed then", ProducerContractIT::headers),
                new Case("a value of the wrong type is thrown", ProducerContractIT::wrongType),
                new Case("what a serializer throws is thrown", ProducerContractIT::picky),
                new Case("a record too large fails by its future", ProducerContractIT::tooLarge),
                new Case("an illegal topic fails by its future", ProducerContractIT::illegalTopic),
                new Case("a closed producer refuses", ProducerContractIT::closed),
                new Case("interceptors are called by name", ProducerContractIT::interceptors),
                new Case("interceptors that throw harm nothing", ProducerContractIT::throwing),
                new Case("a partitioner is called by name", ProducerContractIT::partitioner),
                new Case("round robin is called by name", ProducerContractIT::roundRobin),
                new Case("acks=0 tells no offset", ProducerContractIT::withoutAcks),
                new Case("flush completes everything", ProducerContractIT::flush),
                new Case("a callback that throws harms nothing", ProducerContractIT::badCallback),
                new Case("a send cannot be cancelled", ProducerContractIT::cancel),
                new Case("partitions are told", ProducerContractIT::partitions),
                new Case("bad properties are refused", ProducerContractIT::badProperties),
                new Case("properties of others are let be", ProducerContractIT::otherProperties),
                new Case("serializers may be objects", ProducerContractIT::objects),
                new Case("close waits for what is sent", ProducerContractIT::close),
                new Case("records have an end without a broker", ProducerContractIT::nobody),
                new Case("telemetry is off", ProducerContractIT::telemetry));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bothDoAlike(Case alike) throws Exception {
        // When
        Map<Maker, List<String>> seen = new HashMap<>();
        for (Maker maker : Maker.values()) {
            seen.put(maker, played(alike, maker));
        }

        // Then
        assertThat(seen.get(Maker.KAFKA)).isNotEmpty();
        assertThat(seen.get(Maker.QANAT)).isEqualTo(seen.get(Maker.KAFKA));
    }

    private List<String> played(Case alike, Maker maker) throws Exception {
        String topic = "contract-" + UUID.randomUUID();
        try (Admin admin = Admin.create(ConnectionConfig.of(BootstrapServers.parse(bootstrap)))) {
            admin.createTopic(new NewTopic(topic, PARTITIONS)).get();
        }
        Plugins.CALLS.clear();
        var notes = new Notes(topic);
        alike.play().run(new Ground(maker, bootstrap, topic), notes);
        return notes.lines();
    }

    private static void place(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            var own = new ProducerRecord<>(ground.topic(), 1, 5L, "key", "value");
            notes.end("own time", producer.send(own, notes.callback("own time")));
            var present = new ProducerRecord<>(ground.topic(), 1, "key", "longer value");
            notes.end("present", producer.send(present, notes.callback("present")));
        }
        read(ground, notes);
    }

    private static void nothing(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            notes.end(
                    "no key",
                    producer.send(new ProducerRecord<>(ground.topic(), 0, null, "value")));
            notes.end(
                    "no value",
                    producer.send(new ProducerRecord<>(ground.topic(), 0, "key", null)));
        }
        read(ground, notes);
    }

    private static void keys(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            var futures = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < 200; i++) {
                futures.add(producer.send(ground.record("key-" + i, "value-" + i)));
            }
            for (Future<RecordMetadata> future : futures) {
                notes.add("partition " + future.get().partition());
            }
        }
    }

    private static void headers(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            var record = new ProducerRecord<>(ground.topic(), 0, "key", "value");
            record.headers().add("a", new byte[] {1}).add("b", null).add("a", new byte[] {2});
            notes.end("sent", producer.send(record));
            notes.thrown("added later", () -> record.headers().add("late", new byte[0]));
        }
        read(ground, notes);
    }

    // A raw type stands for an application that deceives the compiler.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void wrongType(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            Producer deceived = producer;
            notes.thrown(
                    "a number",
                    () -> deceived.send(new ProducerRecord(ground.topic(), "key", 1)).get());
            notes.end("after", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
    }

    private static void picky(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer =
                ground.producer(
                        "value.serializer", Plugins.Picky.class.getName(), "picky.own", "mine")) {
            notes.thrown("bad", () -> producer.send(ground.record("key", "bad")).get());
            notes.end("good", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
        Plugins.CALLS.forEach(notes::add);
        read(ground, notes);
    }

    private static void tooLarge(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer("max.request.size", "1000")) {
            var large = new ProducerRecord<>(ground.topic(), 0, "key", "x".repeat(2000));
            notes.end("large", producer.send(large, notes.callback("large")));
            notes.end("small", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
    }

    private static void illegalTopic(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            notes.end("illegal", producer.send(new ProducerRecord<>("no/such", "k", "v")));
            notes.end("legal", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
    }

    private static void closed(Ground ground, Notes notes) throws Exception {
        Producer<String, String> producer = ground.producer();
        notes.thrown("negative", () -> producer.close(Duration.ofMillis(-1)));
        producer.close();
        producer.close();
        producer.close(Duration.ZERO);
        notes.thrown("send", () -> producer.send(ground.record("key", "value")).get());
        notes.thrown("partitions", () -> producer.partitionsFor(ground.topic()));
    }

    private static void interceptors(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer =
                ground.producer(
                        "interceptor.classes",
                        Plugins.Marking.class.getName(),
                        "marking.mark",
                        "mine",
                        "max.request.size",
                        "1000")) {
            notes.end("good", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
            var large = new ProducerRecord<>(ground.topic(), 0, "key", "x".repeat(2000));
            notes.end("large", producer.send(large));
        }
        Plugins.CALLS.forEach(notes::add);
        read(ground, notes);
    }

    private static void throwing(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer =
                ground.producer(
                        "interceptor.classes",
                        Plugins.Throwing.class.getName() + "," + Plugins.Marking.class.getName())) {
            notes.end("good", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
        Plugins.CALLS.forEach(notes::add);
        read(ground, notes);
    }

    private static void partitioner(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer =
                ground.producer("partitioner.class", Plugins.ByValue.class.getName())) {
            notes.end("2", producer.send(ground.record("key", "2 is mine")));
            notes.end("0", producer.send(ground.record("key", "0 is mine")));
            notes.end("named", producer.send(new ProducerRecord<>(ground.topic(), 1, "k", "0")));
            notes.thrown("none", () -> producer.send(ground.record("key", "none")).get());
        }
        Plugins.CALLS.forEach(notes::add);
    }

    private static void roundRobin(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer =
                ground.producer(
                        "partitioner.class",
                        "org.apache.kafka.clients.producer.RoundRobinPartitioner")) {
            var counts = new HashMap<Integer, Integer>();
            for (int i = 0; i < 2 * PARTITIONS; i++) {
                int partition = producer.send(ground.record("key", "value")).get().partition();
                counts.merge(partition, 1, Integer::sum);
            }
            notes.add(counts.toString());
        }
    }

    private static void withoutAcks(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer("acks", "0")) {
            var record = new ProducerRecord<>(ground.topic(), 0, 5L, "key", "value");
            notes.end("sent", producer.send(record, notes.callback("sent")));
        }
    }

    private static void flush(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer("linger.ms", "60000")) {
            var futures = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < 10; i++) {
                var record = new ProducerRecord<>(ground.topic(), 0, "key", "value-" + i);
                futures.add(producer.send(record, notes.callback("flushed")));
            }
            notes.add("before: " + futures.stream().filter(Future::isDone).count());
            producer.flush();
            notes.add("after: " + futures.stream().filter(Future::isDone).count());
        }
    }

    private static void badCallback(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            var first =
                    producer.send(
                            new ProducerRecord<>(ground.topic(), 0, "k", "one"),
                            (metadata, failure) -> {
                                throw new IllegalStateException("mine");
                            });
            var second = producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "two"));
            notes.end("first", first);
            notes.end("second", second);
        }
    }

    private static void cancel(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer("linger.ms", "60000")) {
            var future = producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v"));
            notes.add("cancelled " + future.cancel(true) + " " + future.isCancelled());
            producer.flush();
            notes.end("anyway", future);
        }
    }

    private static void partitions(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer()) {
            producer.partitionsFor(ground.topic()).stream()
                    .map(ProducerContractIT::words)
                    .sorted()
                    .forEach(notes::add);
        }
    }

    private static String words(PartitionInfo partition) {
        return partition.partition()
                + " led by "
                + partition.leader().id()
                + " in "
                + partition.replicas().length
                + " "
                + partition.inSyncReplicas().length;
    }

    private static void badProperties(Ground ground, Notes notes) throws Exception {
        notes.thrown("acks", () -> ground.producer("acks", "7").close());
        notes.thrown("number", () -> ground.producer("batch.size", "many").close());
        notes.thrown(
                "contradiction",
                () -> ground.producer("acks", "1", "enable.idempotence", "true").close());
        notes.thrown(
                "too little time",
                () -> ground.producer("delivery.timeout.ms", "10", "linger.ms", "20").close());
        notes.thrown("no class", () -> ground.producer("value.serializer", "no.such").close());
        notes.thrown(
                "no serializer",
                () -> ground.maker().make(Map.of("bootstrap.servers", "localhost:1")).close());
        notes.thrown("no port", () -> ground.producer("bootstrap.servers", "localhost").close());
    }

    private static void otherProperties(Ground ground, Notes notes) throws Exception {
        // As Kafka's: a time that nobody set gives way to those that were set.
        try (Producer<String, String> producer =
                ground.producer(
                        "schema.registry.url",
                        "http://localhost:8081",
                        "request.timeout.ms",
                        "200000",
                        "max.block.ms",
                        "30000")) {
            notes.end("sent", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
    }

    private static void objects(Ground ground, Notes notes) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", ground.bootstrap());
        try (Producer<String, String> producer =
                ground.maker().make(properties, new StringSerializer(), new Plugins.Picky())) {
            notes.end("sent", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
        Plugins.CALLS.forEach(notes::add);
    }

    private static void close(Ground ground, Notes notes) throws Exception {
        Producer<String, String> producer = ground.producer("linger.ms", "60000");
        var future = producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v"));
        producer.close();
        notes.add("done " + future.isDone());
        notes.end("sent", future);
    }

    private static void nobody(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer =
                ground.producer(
                        "bootstrap.servers",
                        "localhost:1",
                        "max.block.ms",
                        "300",
                        "request.timeout.ms",
                        "200",
                        "delivery.timeout.ms",
                        "300")) {
            notes.end("sent", producer.send(new ProducerRecord<>(ground.topic(), 0, "k", "v")));
        }
    }

    private static void telemetry(Ground ground, Notes notes) throws Exception {
        try (Producer<String, String> producer = ground.producer("enable.metrics.push", "false")) {
            notes.thrown("id", () -> producer.clientInstanceId(Duration.ofSeconds(1)));
        }
    }

    /// Notes what is in the topic, as Kafka's consumer reads it.
    private static void read(Ground ground, Notes notes) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", ground.bootstrap(), "enable.auto.commit", "false");
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(ground.topic()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> notes.add(words(record)));
            }
        }
    }

    private static String words(ConsumerRecord<String, String> record) {
        var text = new StringBuilder("read ");
        text.append(record.partition()).append(' ').append(record.key());
        text.append('=').append(record.value());
        for (Header header : record.headers()) {
            byte[] value = header.value();
            text.append(' ').append(header.key()).append(':');
            text.append(
                    value == null
                            ? "null"
                            : new String(value, StandardCharsets.ISO_8859_1).codePointAt(0));
        }
        return text.toString();
    }
}
