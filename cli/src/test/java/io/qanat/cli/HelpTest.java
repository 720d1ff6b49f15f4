package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// What the command line says of itself: the help of every command, and the one line for each way
/// to use it wrongly.
final class HelpTest {
    private static final String PROMPT = "$ ";

    /// An empty argument in a line, as a shell takes it.
    private static final String EMPTY = "''";

    @Test
    void everyCommandHasItsHelp() throws IOException {
        // Given
        var commands = new ArrayList<CommandLine>();
        collect(Qanat.commandLine(terminal(new StringWriter()), new StopSignal()), commands);

        // When
        var text = new StringBuilder();
        for (var command : commands) {
            text.append(PROMPT)
                    .append(command.getCommandSpec().qualifiedName())
                    .append(" --help\n")
                    .append(command.getUsageMessage(Ansi.OFF))
                    .append("\n");
        }

        // Then
        new Golden("help.txt").holds(text.toString());
        assertThat(commands).allMatch(HelpTest::hasDescription);
    }

    @Test
    void everyWrongUseIsOneLineAndCode2() throws IOException {
        // Given
        var transcript = new Golden("usage.txt");
        List<String> lines =
                transcript.text().lines().filter(line -> line.startsWith(PROMPT)).toList();
        assertThat(lines).hasSizeGreaterThan(40);

        // When
        var text = new StringBuilder();
        for (var line : lines) {
            var errors = new StringWriter();
            var arguments = line.substring(PROMPT.length() + "qanat ".length()).split(" ");
            Arrays.setAll(arguments, i -> arguments[i].equals(EMPTY) ? "" : arguments[i]);
            int code = Qanat.run(terminal(errors), new StopSignal(), arguments);
            text.append(line).append("\n").append(errors).append("\n");

            assertThat(errors.toString()).as(line).startsWith("qanat").hasLineCount(1);
            assertThat(code).as(line).isEqualTo(2);
        }

        // Then
        transcript.holds(text.toString());
    }

    private static void collect(CommandLine command, List<CommandLine> into) {
        into.add(command);
        command.getSubcommands().values().forEach(sub -> collect(sub, into));
    }

    private static boolean hasDescription(CommandLine command) {
        var spec = command.getCommandSpec();
        return spec.usageMessage().description().length > 0
                && spec.options().stream().allMatch(option -> option.description().length > 0)
                && spec.positionalParameters().stream()
                        .allMatch(parameter -> parameter.description().length > 0);
    }

    private static Terminal terminal(StringWriter errors) {
        return new Terminal(
                Channels.newChannel(InputStream.nullInputStream()),
                new ByteArrayOutputStream(),
                new PrintWriter(errors, true),
                Terminal.Keyboard.NONE,
                Map.of(),
                () -> 0);
    }
}
