package io.qanat.cli;

import io.qanat.cli.cluster.ClusterJson;
import io.qanat.cli.cluster.ClusterText;
import io.qanat.cli.cluster.ClusterView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cluster describe`: nodes and their roles, the controllers' quorum, partitions in need.
@Command(
        name = "describe",
        description =
                "Shows nodes with roles (broker, controller, combined), the controllers' quorum with"
                        + " epoch and lag, and partitions that lack replicas.")
final class ClusterDescribeCommand extends TopicsSubcommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Lines of text, or one line of JSON with all there is (default: text).")
    private OutputForm form = OutputForm.TEXT;

    @Option(names = "--partitions", description = "A line for every partition.")
    private boolean withPartitions;

    ClusterDescribeCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    void run(TopicAdmin admin) {
        var view = new ClusterView(admin.cluster(), admin.quorum(), admin.list());
        terminal.write(out ->
                out.put(
                        form == OutputForm.JSON
                                ? new ClusterJson(view).text()
                                : new ClusterText(view, withPartitions).text()));
    }
}
