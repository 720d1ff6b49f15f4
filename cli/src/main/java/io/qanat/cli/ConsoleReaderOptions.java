package io.qanat.cli;

import io.qanat.cli.console.ConsoleRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of Kafka's console producer that say what a line holds. Confined to the main thread.
final class ConsoleReaderOptions {
    /// No class is loaded because an option names it; these names stand for what is built in.
    private static final Set<String> LINE_READERS =
            Set.of(
                    "org.apache.kafka.tools.LineMessageReader",
                    "kafka.tools.ConsoleProducer$LineMessageReader");

    @Option(
            names = "--reader-property",
            paramLabel = "KEY=VALUE",
            description = {
                "What a line holds; may be given again:",
                "  parse.key=true        a key before the value",
                "  parse.headers=true    headers before the key or value",
                "  key.separator=        behind the key (default: tab)",
                "  headers.delimiter=    behind the headers (default: tab)",
                "  headers.separator=    between headers (default: ,)",
                "  headers.key.separator= in a header (default: :)",
                "  null.marker=          what stands for null",
                "  ignore.error=true     takes lines without separators"
            })
    private List<String> properties = new ArrayList<>();

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "The old name of --reader-property.")
    private List<String> oldProperties = new ArrayList<>();

    @Option(
            names = "--reader-config",
            paramLabel = "FILE",
            description = "Reader properties in a file.")
    private @Nullable Path config;

    @Option(
            names = "--line-reader",
            paramLabel = "CLASS",
            description = "Only Kafka's own LineMessageReader, which is built in.")
    private @Nullable String lineReader;

    /// The rules, with warnings about what is given in vain.
    ConsoleRules rules(Consumer<String> warnings) {
        if (lineReader != null && !LINE_READERS.contains(lineReader)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--line-reader " + lineReader + ": readers of your own are not loaded");
        }
        if (!oldProperties.isEmpty()) {
            if (!properties.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "either --reader-property or --property, not both");
            }
            warnings.accept("--property is an old name, use --reader-property");
        }
        var given = PropertyFile.with(config, oldProperties.isEmpty() ? properties : oldProperties);
        ConsoleRules.unknown(given.keySet())
                .forEach(name -> warnings.accept("the reader property " + name + " does nothing"));
        try {
            return ConsoleRules.of(given);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, CommandFailure.line(e), e);
        }
    }
}
