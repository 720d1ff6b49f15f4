package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.consumer.ConsumedRecord;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Ordered per entity: the entity's id is the key.
///
/// Guarantee: what is delivered of one order is read in the order in which one thread sent it, with
/// retries and five requests in flight too. Orders among themselves have no order: their keys may
/// be in different partitions.
public final class OrderedPerEntity {
    static final String TOPIC = "ordered-orders";
    private static final List<String> STEPS = List.of("created", "paid", "packed", "sent");

    private OrderedPerEntity() {}

    /// Sends the steps of some orders, mixed, and returns them as they are read, by order.
    public static Map<String, List<String>> run(String bootstrap) throws InterruptedException {
        Topics.create(bootstrap, TOPIC, 4);
        // The default is idempotent: a batch that is sent again keeps its place.
        var config = ProducerConfig.builder(BootstrapServers.parse(bootstrap)).build();
        var outcomes = new ArrayList<CompletableFuture<?>>();
        try (Producer<String, String> producer =
                Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            for (String step : STEPS) {
                for (int order = 1; order <= 100; order++) {
                    var record = new ProducerRecord<>(TOPIC, "order-" + order, step);
                    outcomes.add(producer.send(record).thenAccept(outcome -> outcome.orThrow()));
                }
            }
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();
        }
        var stepsByOrder = new TreeMap<String, List<String>>();
        for (ConsumedRecord record : Topics.read(bootstrap, TOPIC)) {
            stepsByOrder
                    .computeIfAbsent(Topics.text(record.key()), order -> new ArrayList<>())
                    .add(Topics.text(record.value()));
        }
        return stepsByOrder;
    }

    /// Runs it and prints what was read.
    public static void main(String... arguments) throws InterruptedException {
        run(Topics.bootstrap(arguments))
                .forEach((order, steps) -> System.out.println(order + " " + steps));
    }
}
