package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line as a process; `HelpTest` in `cli` has the many cases.
final class CommandLineIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "prodcue                        | unknown command 'prodcue': did you mean 'produce'?",
                "consume t --folow              | unknown option '--folow': did you mean '--follow'?",
                "produce t --partitioner murmer2 | there is no partitioner 'murmer2': did you mean 'murmur2'?",
                "produce t -X lingr.ms=5        | lingr.ms",
                "produce t -b x:1 --data-dir d  | not both",
            })
    void endsWithCode2AndOneLine(String arguments, String line) {
        var run = Program.run(Qanat.bare(arguments.split(" ")), new byte[0]);

        assertThat(run.errors()).contains(line).startsWith("qanat").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "produce --help", "dlq replay --help"})
    void writesHelpToStdout(String arguments) {
        var run = Program.run(Qanat.bare(arguments.split(" ")), new byte[0]);

        assertThat(run.text()).startsWith("Usage: qanat").doesNotContain("\u001b");
        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void namesItsVersion() {
        var run = Program.run(Qanat.bare("--version"), new byte[0]);

        assertThat(run.text()).startsWith("qanat ").hasLineCount(1);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void showsHelpAndCode2WithoutACommand() {
        var run = Program.run(Qanat.bare(), new byte[0]);

        assertThat(run.errors()).contains("Usage: qanat", "produce", "consume", "serve");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void coloursNothingWhereNoColorIsAskedFor(@TempDir Path folder) throws IOException {
        // Given
        var shell = new Shell(folder);
        var help = String.join(" ", Qanat.bare("--help"));

        // When
        Shell.Run coloured = shell.run("CLICOLOR_FORCE=1 " + help);
        Shell.Run plain = shell.run("NO_COLOR=1 CLICOLOR_FORCE=1 " + help);

        // Then
        assertThat(coloured.output()).contains("\u001b[");
        assertThat(plain.output()).doesNotContain("\u001b").startsWith("Usage: qanat");
    }

    @Test
    void deliversOnWhenNobodyReadsTheReportAnyMore(@TempDir Path folder) throws IOException {
        // Given
        var qanat = new Qanat(folder.resolve("data"));
        var produce = String.join(" ", qanat.command("produce", "t", "--report", "json"));

        // When
        Shell.Run run = new Shell(folder).run("seq 50000 | " + produce + " | head -1");

        // Then
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("\"line\":").hasLineCount(1);
        assertThat(run.errors()).contains("50,000 records").doesNotContain("NOT", "pipe");
    }
}
