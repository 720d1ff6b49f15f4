package io.qanat.cli;

import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.partition.StockPartitioner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which partition a record goes to, and how many there are to be. Confined to
/// the main thread.
final class PlacementOptions {
    @Option(names = "--partition", paramLabel = "N", description = "Where all records go.")
    private @Nullable Integer partition;

    @Option(
            names = "--partitioner",
            paramLabel = "NAME",
            converter = PartitionerArgument.class,
            description =
                    "How each record's partition is chosen: default (also: key, murmur2_random), murmur2, consistent_random (librdkafka's default), consistent, fnv1a_random, fnv1a, random, round-robin, sticky.")
    private @Nullable StockPartitioner partitioner;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Makes the topic with so many, unless it is there.")
    private @Nullable Integer partitions;

    /// Refuses what contradicts itself.
    void verify() {
        if (partition != null && partition < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--partition " + partition + " is below 0");
        }
        if (partitions != null && partitions < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--partitions " + partitions + " is below 1");
        }
        if (partition != null && partitioner != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "either --partition or --partitioner, not both");
        }
    }

    /// Puts what was given over the properties.
    ClientSettings over(ClientSettings settings) {
        return settings.with("partitioner", partitioner == null ? null : partitioner.configName());
    }

    /// Makes the topic when that is asked for.
    ///
    /// @return where all records go; null where the partitioner says
    @Nullable Integer prepare(String topic, ConnectionConfig connection) {
        if (partitions != null) {
            try (var admin = TopicAdmin.connect(connection)) {
                admin.provide(new NewTopic(topic, partitions));
            }
        }
        return partition;
    }
}
