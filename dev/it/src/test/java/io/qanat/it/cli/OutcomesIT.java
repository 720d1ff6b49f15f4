package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `produce` says about the single line.
final class OutcomesIT {
    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void reportsEveryLine() {
        Program.Run produced =
                qanat.feed(
                        "k=1\nbad\nk=2\n",
                        "produce",
                        "t",
                        "--key-separator",
                        "=",
                        "--report",
                        "json");

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.text().lines())
                .hasSize(3)
                .anyMatch(line ->
                        line.startsWith(
                                "{\"source\":\"stdin\",\"line\":1,\"persisted\":\"yes\",\"topic\":\"t\",\"partition\":0,\"offset\":0,\"ts\":1"))
                .anyMatch(line ->
                        line.contains("\"line\":3,\"persisted\":\"yes\"")
                                && line.contains("\"offset\":1,"))
                .contains(
                        "{\"source\":\"stdin\",\"line\":2,\"persisted\":\"no\",\"reason\":\"the key separator '=' is missing\"}");
    }

    @Test
    void saysThatTheFoldersBrokerHasNoTransactions() {
        Program.Run produced = qanat.feed("a\n", "produce", "t", "--transactional");

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors())
                .contains("this broker does not serve transactions")
                .hasLineCount(1);
    }

    @Test
    void keepsDeadLettersAndProducesThemAgain() throws IOException {
        // Given
        Path dead = folder.resolve("dead.jsonl");
        var large = "x".repeat(2_000_000);
        Program.Run produced =
                qanat.feed(
                        "one\n" + large + "\nthree\n",
                        "produce",
                        "t",
                        "--dead-letter",
                        dead.toString());
        var letter = Files.readString(dead);

        // When
        Program.Run again =
                qanat.run(
                        "produce",
                        "t",
                        "--input",
                        "json",
                        dead.toString(),
                        "--dead-letter",
                        folder.resolve("again.jsonl").toString());

        // Then
        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(letter).contains("\"line\":2,\"persisted\":\"no\"", large).hasLineCount(1);
        assertThat(again.errors()).contains("it was no record before: 2000000 bytes");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(qanat.run("consume", "t").text()).isEqualTo("one\nthree\n");
    }

    @Test
    void writesNoDeadLettersWhenAllIsDelivered() {
        Path dead = folder.resolve("dead.jsonl");
        Program.Run produced = qanat.feed("a\n", "produce", "t", "--dead-letter", dead.toString());

        assertThat(produced.exitCode()).isZero();
        assertThat(dead).doesNotExist();
    }

    @Test
    void keepsWhatNoClusterTakes() throws IOException {
        // Given: a broker that goes away while lines come
        Path dead = folder.resolve("dead.jsonl");
        try (var node = RunningCommand.start(qanat.command("serve", "--port", "0")).collecting()) {
            node.awaitErrors("Kafka clients: 127.0.0.1:");
            var address = address(node.errors());
            var command =
                    Qanat.bare(
                            "produce",
                            "t",
                            "-b",
                            address,
                            "--dead-letter",
                            dead.toString(),
                            "--report",
                            "json",
                            "-X",
                            "delivery.timeout.ms=3000",
                            "-X",
                            "request.timeout.ms=1000");
            try (var producer = RunningCommand.start(command).collecting()) {
                producer.write("first\n");
                producer.awaitOutput("\"line\":1,\"persisted\":\"yes\"");
                node.signal("KILL");
                node.process().onExit().join();

                // When
                producer.write("second\nthird\n");
                producer.closeInput();

                // Then
                assertThat(producer.awaitExit()).isEqualTo(1);
            }
        }
        var letters = Files.readAllLines(dead);
        assertThat(letters).anyMatch(letter -> letter.endsWith("\"payload\":\"third\"}"));

        // When
        Program.Run again = qanat.run("produce", "u", "-i", "json", dead.toString());

        // Then
        assertThat(again.exitCode()).isZero();
        assertThat(qanat.run("consume", "u").text()).endsWith("second\nthird\n");
    }

    @Test
    void copiesWholeRecordsAsJson() {
        // Given
        qanat.feed(
                "k\t{\"a\":1}\n\té\n", "produce", "a", "--key-separator", "\t", "--header", "h=1");
        var format = "%k=%v %h\\n";

        // When
        Program.Run json = qanat.run("consume", "a", "-o", "json");
        Program.Run copied = qanat.feed(json.text(), "produce", "b", "--input", "json");

        // Then
        assertThat(copied.exitCode()).isZero();
        assertThat(qanat.run("consume", "b", "-f", format).text())
                .isEqualTo(qanat.run("consume", "a", "-f", format).text())
                .startsWith("k={\"a\":1} h=1\n");
    }

    @Test
    void refusesToReadItsOwnDeadLetters() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a\n");
        Program.Run produced =
                qanat.run("produce", "t", file.toString(), "--dead-letter", file.toString());

        assertThat(produced.exitCode()).isEqualTo(2);
        assertThat(produced.errors()).contains("--dead-letter").hasLineCount(1);
    }

    @Test
    void sendsNoFasterThanAsked() {
        long startNanos = System.nanoTime();
        Program.Run produced = qanat.feed("a\n".repeat(21), "produce", "t", "--rate", "10");

        assertThat(produced.exitCode()).isZero();
        assertThat(System.nanoTime() - startNanos).isGreaterThan(2_000_000_000L);
    }

    @Test
    void showsProgressAtATerminalOnly() throws IOException {
        // Given
        var command = String.join(" ", qanat.command("produce", "t", "--rate", "10"));
        var launched =
                command.replace(" io.qanat.cli.Qanat", " -Dqanat.terminals=2 io.qanat.cli.Qanat");
        var shell = new Shell(folder);

        // When
        Shell.Run at = shell.run("yes | head -12 | " + launched);
        Shell.Run aside = shell.run("yes | head -12 | " + command);

        // Then
        assertThat(at.errors()).contains("/s, ", " on their way", "\r\u001b[Kqanat: 12 records");
        assertThat(aside.errors()).doesNotContain("\u001b").startsWith("qanat: 12 records");
    }

    private static String address(String output) {
        int at = output.indexOf("127.0.0.1:");
        return output.substring(at).split("\\s", 2)[0];
    }
}
