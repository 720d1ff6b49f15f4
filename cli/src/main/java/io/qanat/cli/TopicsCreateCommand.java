package io.qanat.cli;

import io.qanat.client.admin.NewTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `topics create`: topics that are not there yet.
@Command(name = "create", description = "Creates topics.")
final class TopicsCreateCommand extends TopicsSubcommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Their names.")
    private List<String> topics = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of each (default: the broker's; the embedded one's is 1).")
    private int partitions = NewTopic.BROKER_DEFAULT;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Brokers that hold each partition (default: the broker's).")
    private int replicationFactor = NewTopic.BROKER_DEFAULT;

    @Option(
            names = "--config",
            paramLabel = "KEY=VALUE",
            description = "A setting of the topics, as retention.ms=1000; may be given again.")
    private Map<String, @Nullable String> configs = new LinkedHashMap<>();

    TopicsCreateCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    void run(TopicAdmin admin) {
        for (var topic : topics) {
            admin.create(new NewTopic(topic, partitions, replicationFactor, configs));
        }
    }
}
