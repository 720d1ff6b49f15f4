package io.qanat.it.cluster;

import io.qanat.it.fault.Recovery;
import io.qanat.it.kafka.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.TopicExistsException;

/// What operators do to topics while producers write to them.
final class Moves {
    private static final int ROUNDS = 4;
    private static final int PARTITIONS_AFTER = 5;
    private static final int ABSENCE_MILLIS_MAX = 1_500;

    private Moves() {}

    /// Every partition gets the next broker for its leader, again and again.
    static void moveLeaders(Stage stage) {
        for (int round = 1; round <= ROUNDS; round++) {
            List<Recovery> recoveries = stage.watch();
            Map<TopicPartition, List<Integer>> places = places(stage.topics(), round);
            stage.say("leaders of round %d".formatted(round));
            reassign(stage, places);
            places.forEach((at, replicas) ->
                    KafkaCluster.await(
                            "leader " + replicas.getFirst() + " of " + at,
                            () -> elected(stage, at, replicas.getFirst())));
            stage.awaitAll(recoveries);
        }
    }

    private static Map<TopicPartition, List<Integer>> places(List<String> topics, int round) {
        var places = new HashMap<TopicPartition, List<Integer>>();
        for (String topic : topics) {
            for (int partition = 0; partition < Stage.PARTITIONS; partition++) {
                int first = partition + round;
                List<Integer> replicas =
                        List.of(first % 3 + 1, (first + 1) % 3 + 1, (first + 2) % 3 + 1);
                places.put(new TopicPartition(topic, partition), replicas);
            }
        }
        return places;
    }

    private static void reassign(Stage stage, Map<TopicPartition, List<Integer>> places) {
        var wanted = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
        places.forEach((at, replicas) ->
                wanted.put(at, Optional.of(new NewPartitionReassignment(replicas))));
        var admin = stage.cluster().admin();
        KafkaCluster.answer(admin.alterPartitionReassignments(wanted).all());
    }

    private static boolean elected(Stage stage, TopicPartition at, int wanted) {
        var admin = stage.cluster().admin();
        try {
            KafkaCluster.answer(admin.electLeaders(ElectionType.PREFERRED, Set.of(at)).all());
        } catch (ElectionNotNeededException e) {
            // It leads by now.
        }
        return stage.cluster().leader(at.topic(), at.partition()) == wanted;
    }

    static void recreate(Stage stage) {
        stage.say("delete and create");
        stage.contenders().forEach(contender -> contender.ledger().beginRebirth());
        KafkaCluster.answer(stage.cluster().admin().deleteTopics(stage.topics()).all());
        Stage.pass(stage.random().nextInt(ABSENCE_MILLIS_MAX));
        createAgain(stage);
        stage.contenders().forEach(contender -> contender.ledger().endRebirth());
        stage.awaitAll(stage.watch());
    }

    /// Makes the topics again, as soon as the names are free.
    private static void createAgain(Stage stage) {
        KafkaCluster.await(
                "the names of the deleted topics",
                () -> {
                    try {
                        stage.create(stage.topics());
                        return true;
                    } catch (TopicExistsException e) {
                        return false;
                    }
                });
    }

    static void addPartitions(Stage stage) {
        var wanted = new HashMap<String, NewPartitions>();
        stage.topics()
                .forEach(topic -> wanted.put(topic, NewPartitions.increaseTo(PARTITIONS_AFTER)));
        stage.say("%d partitions".formatted(PARTITIONS_AFTER));
        KafkaCluster.answer(stage.cluster().admin().createPartitions(wanted).all());
        for (int partition = Stage.PARTITIONS; partition < PARTITIONS_AFTER; partition++) {
            for (Contender contender : stage.contenders()) {
                contender.begin(partition);
            }
        }
        stage.awaitAll(stage.watch());
    }
}
