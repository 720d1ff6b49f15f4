package io.qanat.examples;

import io.qanat.client.BootstrapServers;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Batch, then flush: a job sends everything, then waits once, then looks at every outcome.
///
/// Guarantee: after the flush every record of the job has its outcome, and the result names exactly
/// those that are not delivered. Only when it is empty the job is done; those that are
/// `safeToRetry` can be sent again without being stored twice.
public final class BatchThenFlush {
    static final String TOPIC = "nightly-prices";

    /// A record that was not delivered, and why.
    public record Failure(String price, Outcome outcome) {}

    private BatchThenFlush() {}

    /// Sends prices and returns those that were not delivered.
    public static List<Failure> run(String bootstrap, List<String> prices)
            throws InterruptedException {
        // Batches may fill for a while: nobody waits for a single record, and flush ends the wait.
        var config =
                ProducerConfig.builder(BootstrapServers.parse(bootstrap))
                        .linger(Duration.ofMillis(50))
                        .batchBytesMax(64 * 1024)
                        .build();
        try (Producer<String, String> producer =
                Producer.create(config, Serializer.STRING, Serializer.STRING)) {
            var outcomes = new ArrayList<CompletableFuture<Outcome>>(prices.size());
            for (String price : prices) {
                // Waits while the buffer is full, so the job may be larger than memory.
                var outcome = new CompletableFuture<Outcome>();
                producer.sendBlocking(new ProducerRecord<>(TOPIC, price), outcome::complete);
                outcomes.add(outcome);
            }
            producer.flush();
            var failures = new ArrayList<Failure>();
            for (int i = 0; i < prices.size(); i++) {
                Outcome outcome = outcomes.get(i).join();
                if (!outcome.isDelivered()) {
                    failures.add(new Failure(prices.get(i), outcome));
                }
            }
            return failures;
        }
    }

    /// Runs it with a thousand prices and prints the failures.
    public static void main(String... arguments) throws InterruptedException {
        var prices = new ArrayList<String>();
        for (int article = 0; article < 1000; article++) {
            prices.add("article-" + article + "=" + (100 + article % 37));
        }
        List<Failure> failures = run(Topics.bootstrap(arguments), prices);
        failures.forEach(System.out::println);
        System.out.println(prices.size() - failures.size() + " of " + prices.size() + " delivered");
    }
}
