package io.qanat.bench.restart;

import io.qanat.bench.Payloads;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// The filling of a folder through a broker: everything is acknowledged with acks=all when it ends.
/// Confined to one thread.
final class Filling {
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

    private final Store store;

    Filling(Store store) {
        this.store = store;
    }

    String run() throws InterruptedException {
        // Never closed: the process is to be killed.
        var node = Node.open(store.path());
        long start = System.nanoTime();
        createTopics(node);
        long appending = System.nanoTime();
        appendAll(node);
        return String.format(
                Locale.ROOT,
                "{\"step\":\"fill\",\"all\":%d,\"batches\":%d,\"create_ms\":%.0f,\"append_ms\":%.0f}",
                store.allPartitions(),
                store.batches(),
                (appending - start) / 1e6,
                (System.nanoTime() - appending) / 1e6);
    }

    private void createTopics(Node node) {
        try (Admin admin = Admin.create(node.connection())) {
            for (int i = 0; i < store.topics(); i++) {
                admin.createTopic(new NewTopic(Store.topic(i), store.partitions())).join();
            }
        }
    }

    private void appendAll(Node node) throws InterruptedException {
        var payloads = new Payloads(store.batchBytes());
        try (var producer = Producer.create(node.producer(), Serializer.BYTES, Serializer.BYTES)) {
            for (int round = 0; round < store.batches(); round++) {
                List<CompletableFuture<Outcome>> sent = new ArrayList<>(store.allPartitions());
                for (int topic = 0; topic < store.topics(); topic++) {
                    for (int partition = 0; partition < store.partitions(); partition++) {
                        sent.add(producer.send(record(topic, partition, payloads.next())));
                    }
                }
                producer.flush();
                sent.forEach(Filling::requireDelivered);
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(int topic, int partition, byte[] value) {
        return new ProducerRecord<>(Store.topic(topic), partition, null, KEY, value, List.of());
    }

    private static void requireDelivered(CompletableFuture<Outcome> sent) {
        Outcome outcome = sent.join();
        if (!outcome.isDelivered()) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
