package io.qanat.it.cluster;

import io.qanat.it.fault.Account;
import io.qanat.it.kafka.KafkaCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/// Replicas that go out of sync until acks=all is refused, and come back.
final class Shrinking {
    private Shrinking() {}

    /// Where the controllers live apart, two brokers die. Where nodes are both that would end the
    /// quorum: there one dies, and acks=all needs all three meanwhile.
    static void strike(Stage stage) {
        var processes = stage.cluster().processes();
        boolean isApart = !processes.node(1).plan().role().isController();
        int target = stage.target();
        int survivor = stage.leader(target);
        var others = new ArrayList<>(List.of(1, 2, 3));
        others.remove(Integer.valueOf(survivor));
        if (!isApart) {
            others.removeLast();
            requireInSync(stage, 3);
        }
        stage.say("kill nodes %s, node %d leads partition %d".formatted(others, survivor, target));
        others.forEach(id -> processes.node(id).kill());
        // What waits is refused when its time is over, if it has little.
        boolean refusalsAreDue = stage.patience().toSeconds() < 10;
        if (refusalsAreDue) {
            KafkaCluster.await("refusals", () -> hasRefusals(stage));
        } else {
            Stage.pass(5_000 + stage.random().nextInt(5_000));
        }
        var recoveries = stage.watch();
        stage.say("start nodes %s".formatted(others));
        stage.heal();
        stage.awaitAll(recoveries);
        if (!isApart) {
            requireInSync(stage, 2);
        }
    }

    private static void requireInSync(Stage stage, int replicas) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        var entry = new ConfigEntry("min.insync.replicas", Integer.toString(replicas));
        for (String topic : stage.topics()) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(new AlterConfigOp(entry, OpType.SET)));
        }
        stage.say("min.insync.replicas=%d".formatted(replicas));
        KafkaCluster.answer(stage.cluster().admin().incrementalAlterConfigs(changes).all());
    }

    private static boolean hasRefusals(Stage stage) {
        return stage.contenders().getFirst().sum(Account.Sum::refused) > 0;
    }
}
