package io.qanat.cli;

import io.qanat.client.ConnectionConfig;
import picocli.CommandLine.Mixin;

/// What all commands on topics do: connect, ask, leave. Confined to the main thread.
abstract class TopicsSubcommand extends QanatCommand {
    @Mixin private Target target = new Target();

    TopicsSubcommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    /// Asks.
    abstract void run(TopicAdmin admin);

    @Override
    final ExitCode run() {
        try (var reach = target.reach(terminal, stop);
                var admin = TopicAdmin.connect(ConnectionConfig.of(reach.bootstrap()))) {
            run(admin);
        }
        return ExitCode.OK;
    }
}
