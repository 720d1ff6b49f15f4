package io.qanat.it.cluster;

import io.qanat.it.kafka.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Troubles, one after the other, under the load of both clients. Immutable; all that is left to
/// chance follows from the seed.
///
/// @param number of the schedule, for the topics' names
/// @param loadMillisMin how long the load lasts at least
record Schedule(int number, List<Trouble> troubles, long seed, long loadMillisMin) {
    private static final int WARM_MILLIS_MAX = 1_000;

    /// What came of it.
    ///
    /// @param figures all, by name
    /// @param ours what is wrong with our client
    record Result(Map<String, Object> figures, List<String> ours) {}

    String label() {
        return troubles.stream().map(Trouble::label).collect(Collectors.joining("+"));
    }

    Result run(KafkaCluster cluster) {
        var random = new SplittableRandom(seed);
        // Little patience shows refusals, much shows that none are needed.
        var patience = Duration.ofSeconds(random.nextBoolean() ? 5 : 30);
        Map<String, ?> settings = settings(cluster.bootstrap(), patience);
        var blocking = new HashMap<String, Object>(settings);
        blocking.put("max.block.ms", patience.toMillis());
        try (var ours = contender("qanat", Client.qanat(settings), patience);
                var theirs = contender("kafka-clients", Client.kafkaClients(blocking), patience)) {
            var stage =
                    new Stage(cluster, List.of(ours, theirs), random, patience, new ArrayList<>());
            long begin = System.nanoTime();
            play(stage);
            return result(stage, (System.nanoTime() - begin) / 1_000_000);
        }
    }

    private Contender contender(String name, Client client, Duration patience) {
        return new Contender(name, name + "-" + number, client, patience);
    }

    private static Map<String, Object> settings(String bootstrap, Duration patience) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "linger.ms",
                "1",
                "batch.size",
                "4000",
                "delivery.timeout.ms",
                Long.toString(patience.toMillis()),
                "request.timeout.ms",
                Long.toString(Math.min(10_000, patience.toMillis() / 2)));
    }

    private void play(Stage stage) {
        stage.create(stage.topics());
        long begin = System.nanoTime();
        for (int partition = 0; partition < Stage.PARTITIONS; partition++) {
            for (Contender contender : stage.contenders()) {
                contender.begin(partition);
            }
        }
        stage.awaitProgress();
        for (Trouble trouble : troubles) {
            Stage.pass(stage.random().nextInt(WARM_MILLIS_MAX));
            trouble.strike(stage);
            stage.heal();
        }
        stage.awaitProgress();
        long rest = loadMillisMin - (System.nanoTime() - begin) / 1_000_000;
        if (rest > 0) {
            Stage.pass(rest);
        }
        stage.contenders().forEach(Contender::end);
    }

    private Result result(Stage stage, long loadMillis) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("schedule", label());
        figures.put("seed", seed);
        figures.put("steps", List.copyOf(stage.log()));
        figures.put("deliveryTimeoutMillis", stage.patience().toMillis());
        figures.put("loadMillis", loadMillis);
        List<String> ours = List.of();
        for (Contender contender : stage.contenders()) {
            var finding = contender.audit(stage.cluster().bootstrap());
            var all = new LinkedHashMap<>(finding.figures());
            all.put("findings", finding.findings());
            figures.put(contender.name(), all);
            if (contender == stage.contenders().getFirst()) {
                ours = finding.findings();
            }
        }
        return new Result(figures, ours);
    }
}
