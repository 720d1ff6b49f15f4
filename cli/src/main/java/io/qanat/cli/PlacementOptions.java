package io.qanat.cli;

import io.qanat.cli.produce.Placement;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which partition a record goes to, and how many there are to be. Confined to
/// the main thread.
final class PlacementOptions {
    @Option(names = "--partition", paramLabel = "N", description = "Where all records go.")
    private @Nullable Integer partition;

    @Option(
            names = "--partitioner",
            paramLabel = "key|round-robin",
            description = "How each record's partition is chosen (default: by its key).")
    private Partitioner partitioner = Partitioner.KEY;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Makes the topic with so many, unless it is there.")
    private @Nullable Integer partitions;

    private enum Partitioner {
        KEY,
        ROUND_ROBIN;

        /// The name on the command line.
        @Override
        public String toString() {
            return this == KEY ? "key" : "round-robin";
        }
    }

    /// Refuses what contradicts itself.
    void verify() {
        if (partition != null && partition < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--partition " + partition + " is below 0");
        }
        if (partitions != null && partitions < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--partitions " + partitions + " is below 1");
        }
        if (partition != null && partitioner != Partitioner.KEY) {
            throw new CommandFailure(
                    ExitCode.USAGE, "either --partition or --partitioner, not both");
        }
    }

    /// Makes the topic when that is asked for, and says where its records go.
    Placement prepare(String topic, ConnectionConfig connection) {
        if (partitions == null && partitioner == Partitioner.KEY) {
            return partition == null ? Placement.byKey() : Placement.fixed(partition);
        }
        try (var admin = TopicAdmin.connect(connection)) {
            admin.provide(
                    new NewTopic(topic, partitions == null ? NewTopic.BROKER_DEFAULT : partitions));
            if (partition != null) {
                return Placement.fixed(partition);
            }
            return partitioner == Partitioner.KEY
                    ? Placement.byKey()
                    : Placement.inTurn(admin.describe(topic).partitions().size());
        }
    }
}
