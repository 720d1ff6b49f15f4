package io.qanat.it.cluster;

import io.qanat.cluster.Node;
import io.qanat.it.fault.Recovery;
import java.util.List;

/// Nodes that die, halt, or are restarted.
final class Outages {
    private static final int PAUSE_MILLIS = 20_000;
    private static final int CONTROLLER_ABSENCE_MILLIS = 3_000;
    private static final int BROKERS = 3;

    private Outages() {}

    static void killLeader(Stage stage) {
        Node leader = leader(stage);
        List<Recovery> recoveries = stage.watch();
        stage.say("kill node " + leader.plan().id());
        leader.kill();
        stage.awaitAll(recoveries);
    }

    static void pauseLeader(Stage stage) {
        Node leader = leader(stage);
        List<Recovery> recoveries = stage.watch();
        stage.say("pause node " + leader.plan().id());
        leader.pause();
        Stage.pass(PAUSE_MILLIS);
        stage.say("resume node " + leader.plan().id());
        leader.resume();
        stage.awaitAll(recoveries);
    }

    static void killController(Stage stage) {
        Node controller = stage.cluster().processes().node(stage.cluster().activeController());
        List<Recovery> recoveries = stage.watch();
        stage.say("kill node %d, the active controller".formatted(controller.plan().id()));
        controller.kill();
        if (!controller.plan().role().isBroker()) {
            Stage.pass(CONTROLLER_ABSENCE_MILLIS);
        }
        stage.awaitAll(recoveries);
    }

    static void restartAll(Stage stage) {
        for (int id = 1; id <= BROKERS; id++) {
            List<Recovery> recoveries = stage.watch();
            stage.say("restart node " + id);
            stage.cluster().processes().node(id).stop();
            stage.awaitAll(recoveries);
            stage.heal();
        }
    }

    private static Node leader(Stage stage) {
        return stage.cluster().processes().node(stage.leader(stage.target()));
    }
}
