package io.qanat.it.cluster;

import io.qanat.it.fault.Recovery;
import io.qanat.it.kafka.Moat;
import java.util.List;

/// Nodes that run, and that others cannot reach.
final class Isolations {
    private static final int ISOLATION_MILLIS = 8_000;

    private Isolations() {}

    /// Neither clients nor other nodes reach a leader, nor it them.
    static void isolateLeader(Stage stage) {
        int leader = stage.leader(stage.target());
        List<Recovery> recoveries = stage.watch();
        stage.say("isolate node " + leader);
        moat(stage).isolate(leader);
        stage.awaitAll(recoveries);
        heal(stage);
    }

    /// Clients reach a leader that other nodes do not reach: it takes records and cannot replicate
    /// them, and the others elect another.
    static void isolateLeaderFromOthers(Stage stage) {
        int leader = stage.leader(stage.target());
        List<Recovery> recoveries = stage.watch();
        stage.say("isolate node %d from the others, not from clients".formatted(leader));
        moat(stage).isolateFromOthers(leader);
        Stage.pass(ISOLATION_MILLIS);
        stage.awaitAll(recoveries);
        heal(stage);
    }

    private static void heal(Stage stage) {
        List<Recovery> recoveries = stage.watch();
        stage.say("it is reached again");
        moat(stage).heal();
        stage.awaitAll(recoveries);
    }

    private static Moat moat(Stage stage) {
        return stage.cluster().moat().orElseThrow();
    }
}
