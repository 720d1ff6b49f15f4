package io.qanat.sim.cluster;

import java.util.HashMap;
import java.util.Map;

/// Which node leads which partition. Confined to the run's thread.
public final class Leadership {
    /// More moves than this within one start of the log would overtake the next start's epoch.
    private static final int MOVES_MAX = 100_000;

    private final Map<Integer, Integer> leaders = new HashMap<>();
    private int moves;

    /// Node 0 leads everything.
    public Leadership() {}

    /// Gives a partition to a node.
    public void move(int partition, int node) {
        leaders.put(partition, node);
        moves++;
    }

    /// The node that leads a partition.
    public int leader(int partition) {
        return leaders.getOrDefault(partition, 0);
    }

    /// The epoch of all leaders, which rises with each move and each start of the log.
    int epoch(int logEpoch) {
        return logEpoch * MOVES_MAX + moves;
    }
}
