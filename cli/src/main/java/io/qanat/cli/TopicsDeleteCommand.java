package io.qanat.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `topics delete`: topics and all their records, for good.
@Command(name = "delete", description = "Deletes topics with all their records.")
final class TopicsDeleteCommand extends TopicsSubcommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Their names.")
    private List<String> topics = List.of();

    TopicsDeleteCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    void run(TopicAdmin admin) {
        topics.forEach(admin::delete);
    }
}
