package io.qanat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `dlq`: what could not be delivered or processed.
@Command(
        name = "dlq",
        description = "Shows dead letters, and sends them again.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A dead letter is a record in a topic of its own, with headers that say why:",
            "those of DeadLetters (Java), SmallRye, Spring Kafka, Kafka Connect, Streams."
        })
final class DlqCommand {
    @Mixin final HelpOption help = new HelpOption();
}
