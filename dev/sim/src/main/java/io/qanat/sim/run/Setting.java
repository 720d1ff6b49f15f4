package io.qanat.sim.run;

import io.qanat.broker.topics.NewTopic;
import io.qanat.log.TopicPartition;
import io.qanat.sim.time.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The cluster of one run and its producers. Immutable.
///
/// @param partitions of each topic
/// @param namesLeaders whether a refusal for want of leadership says who leads
public record Setting(
        List<Integer> partitions, boolean namesLeaders, List<ProducerTerms> producers) {
    private static final List<String> NAMES = List.of("orders", "payments", "parcels");
    private static final int PARTITIONS_MAX = 4;
    private static final int PRODUCERS_MAX = 2;

    /// Copies the lists.
    public Setting {
        partitions = List.copyOf(partitions);
        producers = List.copyOf(producers);
    }

    static Setting drawn(Chance chance) {
        var partitions = new ArrayList<Integer>();
        int topics = chance.onceIn(2) ? 1 : chance.between(2, NAMES.size());
        for (int i = 0; i < topics; i++) {
            partitions.add(chance.between(1, PARTITIONS_MAX));
        }
        boolean namesLeaders = chance.onceIn(2);
        var producers = new ArrayList<ProducerTerms>();
        int count = chance.between(1, PRODUCERS_MAX);
        for (int i = 0; i < count; i++) {
            producers.add(ProducerTerms.drawn(chance));
        }
        return new Setting(partitions, namesLeaders, producers);
    }

    Setting plain() {
        return new Setting(
                partitions.subList(0, 1),
                namesLeaders,
                producers.stream().map(ProducerTerms::idempotent).toList());
    }

    List<NewTopic> topics() {
        var topics = new ArrayList<NewTopic>();
        for (int i = 0; i < partitions.size(); i++) {
            topics.add(new NewTopic(NAMES.get(i), partitions.get(i), Map.of()));
        }
        return topics;
    }

    /// One of all partitions.
    TopicPartition partition(Chance chance) {
        int topic = chance.between(0, partitions.size() - 1);
        return new TopicPartition(NAMES.get(topic), chance.between(0, partitions.get(topic) - 1));
    }

    int deliveryMillisMax() {
        return producers.stream().mapToInt(ProducerTerms::deliveryMillis).max().orElse(0);
    }
}
