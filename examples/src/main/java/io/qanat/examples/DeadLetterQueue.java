package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.pattern.DeadLetters;
import io.qanat.client.pattern.LetterHeaders;
import io.qanat.client.pattern.Settlement;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Dead-letter queue: what cannot be delivered goes to a topic beside, with the reason in headers.
///
/// Guarantee: each order is in its topic, or in the dead-letter topic with why, or is told to be in
/// neither; none holds up the others, and no letter becomes a letter again. `./qanat dlq list`
/// shows them, `./qanat dlq replay` sends them again once what was wrong is put right.
public final class DeadLetterQueue {
    static final String TOPIC = "checked-orders";

    private DeadLetterQueue() {}

    /// Sends orders, two of them bad, and returns what became of each.
    public static List<String> run(String bootstrap) throws InterruptedException {
        var config =
                ProducerConfig.builder(BootstrapServers.parse(bootstrap))
                        .requestBytesMax(100_000)
                        .build();
        try (Producer<byte[], byte[]> producer =
                Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            var orders = new DeadLetters<>(producer, Serializer.STRING, DeadLetterQueue::bytes);
            var settled = new ArrayList<CompletableFuture<Settlement>>();
            for (String order : List.of("3 apples", "none", "x".repeat(200_000), "5 pears")) {
                settled.add(orders.send(new ProducerRecord<>(TOPIC, "shop-1", order)));
            }
            orders.flush();
            return settled.stream()
                    .map(CompletableFuture::join)
                    .map(DeadLetterQueue::text)
                    .toList();
        }
    }

    /// The reasons that the dead letters carry, in their order.
    public static List<String> reasons(String bootstrap) throws InterruptedException {
        return Topics.read(bootstrap, TOPIC + DeadLetters.SUFFIX).stream()
                .map(letter ->
                        LetterHeaders.text(letter.headers(), LetterHeaders.REASON).orElse(""))
                .toList();
    }

    private static byte @Nullable [] bytes(String topic, @Nullable String order) {
        if (order == null || order.equals("none")) {
            throw new IllegalArgumentException("an order of nothing");
        }
        return order.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Delivered(var at) -> "delivered";
            case Settlement.Buried(var why, var at) -> "buried in " + at.topic();
            case Settlement.Failed(var why, var letter) -> "failed: " + why.explain();
        };
    }

    /// Runs it and prints what became of each order, and why.
    public static void main(String... arguments) throws InterruptedException {
        run(Topics.bootstrap(arguments)).forEach(System.out::println);
        reasons(Topics.bootstrap(arguments)).forEach(System.out::println);
    }
}
