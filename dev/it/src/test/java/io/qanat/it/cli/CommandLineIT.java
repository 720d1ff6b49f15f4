package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import org.junit.jupiter.api.Test;
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
                "produce t --compression zip    | zip",
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
}
