package io.qanat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `dlq`: what could not be delivered or processed.
@Command(
        name = "dlq",
        description = {
            "Shows dead letters, and sends them again.",
            "",
            "A dead letter is a record in a topic of its own, with headers that say why it is",
            "there: those of DeadLetters (Java), SmallRye, Spring Kafka, Kafka Connect or Streams.",
        },
        synopsisSubcommandLabel = "COMMAND")
final class DlqCommand {
    @Mixin final HelpOption help = new HelpOption();
}
