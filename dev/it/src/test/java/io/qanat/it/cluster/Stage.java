package io.qanat.it.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.qanat.it.fault.Recovery;
import io.qanat.it.kafka.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;

/// Where a schedule plays: the cluster, the contenders, and chance. Confined to one thread.
///
/// @param patience the clients' delivery timeout
/// @param log what was done, for the report
record Stage(
        KafkaCluster cluster,
        List<Contender> contenders,
        SplittableRandom random,
        Duration patience,
        List<String> log) {
    static final int PARTITIONS = 3;

    /// Each node leads one partition.
    private static final Map<Integer, List<Integer>> PLACES =
            Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2));

    List<String> topics() {
        return contenders.stream().map(Contender::topic).toList();
    }

    /// A partition that troubles are aimed at.
    int target() {
        return random.nextInt(PARTITIONS);
    }

    /// Who leads this partition of the first contender's topic, and most likely of the others'.
    int leader(int partition) {
        return cluster.leader(topics().getFirst(), partition);
    }

    void create(List<String> topics) {
        List<NewTopic> fresh = topics.stream().map(topic -> new NewTopic(topic, PLACES)).toList();
        KafkaCluster.answer(cluster.admin().createTopics(fresh).all());
    }

    /// Notes what is done now.
    void say(String what) {
        log.add(what);
    }

    /// Begins to watch how long it takes until every partition acknowledges new records.
    List<Recovery> watch() {
        var recoveries = new ArrayList<Recovery>();
        contenders.forEach(contender -> recoveries.addAll(contender.watch()));
        return recoveries;
    }

    void awaitAll(List<Recovery> recoveries) {
        KafkaCluster.await(
                "acknowledgements of every partition, after " + log,
                () -> recoveries.stream().allMatch(recovery -> recovery.millis().isPresent()));
    }

    /// Waits until every partition acknowledges records that are sent from now on.
    void awaitProgress() {
        var fresh = new ArrayList<Recovery>();
        contenders.forEach(contender ->
                contender.ledger().accounts().forEach(account -> fresh.add(account.recovery())));
        awaitAll(fresh);
    }

    /// Lets the load go on for a while.
    static void pass(long millis) {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(millis, MILLISECONDS))
                .join();
    }

    /// The cluster as it was, and every replica in sync.
    void heal() {
        cluster.heal(topics());
    }
}
