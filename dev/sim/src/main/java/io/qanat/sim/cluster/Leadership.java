package io.qanat.sim.cluster;

import io.qanat.log.TopicPartition;
import java.util.HashMap;
import java.util.Map;

/// Which node leads which partition. Confined to the run's thread.
public final class Leadership {
    /// More moves than this within one start of the log would overtake the next start's epoch.
    private static final int MOVES_MAX = 100_000;

    private final Map<TopicPartition, Integer> leaders = new HashMap<>();
    private int moves;

    /// Node 0 leads everything.
    public Leadership() {}

    /// Gives a partition to a node; false when it has it already.
    public boolean move(TopicPartition partition, int node) {
        boolean isMove = leader(partition) != node;
        leaders.put(partition, node);
        moves++;
        return isMove;
    }

    /// The node that leads a partition.
    public int leader(TopicPartition partition) {
        return leaders.getOrDefault(partition, 0);
    }

    /// The epoch of all leaders, which rises with each move and each start of the log.
    int epoch(int logEpoch) {
        return logEpoch * MOVES_MAX + moves;
    }
}
