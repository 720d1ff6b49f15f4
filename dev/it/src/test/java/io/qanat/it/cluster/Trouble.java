package io.qanat.it.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One thing that happens to a cluster. Whoever adds one here has it in all schedules.
enum Trouble {
    /// `kill -9` of a leader.
    KILL_LEADER,

    /// A leader halts for twenty seconds, and goes on as if nothing had been.
    PAUSE_LEADER,

    /// `kill -9` of the controller that leads the others, and with it of a broker where nodes are
    /// both.
    KILL_CONTROLLER,

    /// Every broker is stopped in order and started again, one after the other.
    ROLLING_RESTART,

    /// Too few replicas in sync for acks=all, and enough of them again.
    SHRINK_ISR,

    /// Leaders move though nothing is wrong.
    MOVE_LEADERS,

    /// A topic is deleted, and one of its name made.
    RECREATE_TOPIC,

    /// A topic gets more partitions, which are written to at once.
    ADD_PARTITIONS,

    /// A leader runs on, and neither clients nor other nodes reach it.
    ISOLATE_LEADER,

    /// A leader runs on, and clients reach it, but no other node does.
    ISOLATE_LEADER_FROM_OTHERS;

    /// Those that need proxies around the cluster.
    static final List<Trouble> OF_THE_NETWORK = List.of(ISOLATE_LEADER, ISOLATE_LEADER_FROM_OTHERS);

    /// Those that any cluster can have.
    static List<Trouble> ofNodes() {
        return Arrays.stream(values())
                .filter(trouble -> !OF_THE_NETWORK.contains(trouble))
                .toList();
    }

    /// Lets it happen; returns when the clients have got over it, or when only a healthy cluster
    /// helps them.
    void strike(Stage stage) {
        switch (this) {
            case KILL_LEADER -> Outages.killLeader(stage);
            case PAUSE_LEADER -> Outages.pauseLeader(stage);
            case KILL_CONTROLLER -> Outages.killController(stage);
            case ROLLING_RESTART -> Outages.restartAll(stage);
            case SHRINK_ISR -> Shrinking.strike(stage);
            case MOVE_LEADERS -> Moves.moveLeaders(stage);
            case RECREATE_TOPIC -> Moves.recreate(stage);
            case ADD_PARTITIONS -> Moves.addPartitions(stage);
            case ISOLATE_LEADER -> Isolations.isolateLeader(stage);
            case ISOLATE_LEADER_FROM_OTHERS -> Isolations.isolateLeaderFromOthers(stage);
        }
    }

    /// Its name in reports.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
