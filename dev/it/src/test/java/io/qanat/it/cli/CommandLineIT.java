package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandLineIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "prodcue                        | unknown command 'prodcue': did you mean 'produce'?",
                "explode                        | unknown command 'explode'",
                "consume t --folow              | unknown option '--folow': did you mean '--follow'?",
                "consume t --form-beginning     | unknown option '--form-beginning': did you mean '--from-beginning'?",
                "topics lst                     | unknown command 'lst': did you mean 'list'?",
                "produce                        | missing TOPIC",
                "consume                        | missing TOPIC",
                "consume t u                    | one argument too many: 'u'",
                "consume t --max many           | --max",
                "consume t --timeout soon       | 'soon' is no duration",
                "consume t --offset 1 --from-beginning | --offset",
                "consume t -f %q                | %q is none of",
                "produce t --acks some          | acks",
                "produce t --compression zip    | there is no codec 'zip': did you mean 'gzip'?",
                "produce t --partitioner murmer2 | there is no partitioner 'murmer2': did you mean 'murmur2'?",
                "produce t -X lingr.ms=5        | lingr.ms",
                "produce t -b nowhere:port      | nowhere:port",
                "produce bad/topic              | bad/topic",
                "produce t --header nothing     | --header",
                "produce t -X nothing           | value for option '-X' (KEY=VALUE) should be in KEY=VALUE format",
                "consume t --timeout            | option '--timeout' needs D",
                "serve --port x                 | invalid value for option '--port': 'x' is not an int",
                "produce t -b x:1 --data-dir d  | not both",
            })
    void endsWithCode2AndOneLine(String arguments, String line) {
        var run = Program.run(Qanat.bare(arguments.split(" ")), new byte[0]);

        assertThat(run.errors()).contains(line).startsWith("qanat").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--help",
        "produce --help",
        "consume --help",
        "topics --help",
        "topics create --help",
        "serve --help",
        "log dump --help",
        "log verify --help"
    })
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
