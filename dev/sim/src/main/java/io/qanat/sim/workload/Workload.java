package io.qanat.sim.workload;

import io.qanat.log.LogConfig;
import io.qanat.sim.session.Session;
import java.util.List;

/// A fixed series of things that are done to a log. Immutable.
public interface Workload {
    /// All of them.
    List<Workload> ALL =
            List.of(
                    new OnePartition(),
                    new ManyPartitions(),
                    new RollAndRestart(),
                    new NumberedBatches());

    /// The workload of a name.
    static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload " + name));
    }

    /// Its name.
    String name();

    /// How the log is configured.
    LogConfig config();

    /// Does it, with a log that was opened already.
    void run(Session session);
}
