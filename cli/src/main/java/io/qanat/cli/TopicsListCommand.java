package io.qanat.cli;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonText;
import io.qanat.client.admin.TopicDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `topics list`: one line per topic.
@Command(
        name = "list",
        description = "Writes every topic's name and number of partitions, parted by a tab.")
final class TopicsListCommand extends TopicsSubcommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "One line of this form per topic (default: text).")
    private OutputForm form = OutputForm.TEXT;

    @Option(names = "--internal", description = "Also topics in which brokers keep their state.")
    private boolean withInternal;

    TopicsListCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    void run(TopicAdmin admin) {
        var topics = admin.list();
        terminal.write(out -> {
            for (var topic : topics) {
                if (withInternal || !topic.isInternal()) {
                    write(topic, out);
                }
            }
        });
    }

    private void write(TopicDescription topic, ByteOutput out) {
        int partitions = topic.partitions().size();
        out.put(
                form == OutputForm.JSON
                        ? "{\"topic\":%s,\"partitions\":%d}\n"
                                .formatted(JsonText.quoted(topic.name()), partitions)
                        : topic.name() + "\t" + partitions + "\n");
    }
}
