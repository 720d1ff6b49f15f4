package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleProducerIT {
    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void usesTheDataFolderWithoutServers() {
        Program.Run produced =
                qanat.feed(
                        "k\tv\nl\tw\n",
                        "console-producer",
                        "--topic",
                        "t",
                        "--reader-property",
                        "parse.key=true");

        assertThat(produced.exitCode()).isZero();
        assertThat(produced.errors()).isEmpty();
        assertThat(produced.text()).isEmpty();
        assertThat(qanat.run("consume", "t", "-f", "%k=%v\\n").text()).isEqualTo("k=v\nl=w\n");
    }

    @Test
    void takesEveryOptionOfKafkasTool() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("client.properties"), "linger.ms=1\n");
        var options =
                """
                --topic t --batch-size 20000 --command-config FILE --command-property acks=all
                --compression-codec lz4 --line-reader org.apache.kafka.tools.LineMessageReader
                --max-block-ms 60000 --max-memory-bytes 33554432 --message-send-max-retries 3
                --metadata-expiry-ms 300000 --reader-config FILE --reader-property parse.key=false
                --request-required-acks -1 --request-timeout-ms 15000 --retry-backoff-ms 100
                --socket-buffer-size 102400 --sync --timeout 1000
                """;
        var arguments = new ArrayList<>(List.of("console-producer"));
        arguments.addAll(
                List.of(options.replace("FILE", file.toString()).strip().split("\\s+", -1)));

        // When
        Program.Run produced = qanat.feed("v\n", arguments.toArray(String[]::new));

        // Then
        assertThat(produced.exitCode()).as(produced.errors()).isZero();
        assertThat(qanat.run("consume", "t").text()).isEqualTo("v\n");
    }

    @Test
    void takesTheOldNamesAndSaysSo() {
        Program.Run produced =
                qanat.feed(
                        "k\tv\n",
                        "console-producer",
                        "--topic",
                        "t",
                        "--property",
                        "parse.key=true",
                        "--producer-property",
                        "acks=1",
                        "--max-partition-memory-bytes",
                        "20000");

        assertThat(produced.exitCode()).isZero();
        assertThat(produced.errors())
                .contains("use --reader-property", "use --command-property", "use --batch-size");
        assertThat(qanat.run("consume", "t", "-f", "%k=%v\\n").text()).isEqualTo("k=v\n");
    }

    @Test
    void endsWithCode1WhenALineIsTooLarge() {
        Program.Run produced =
                qanat.feed(
                        "a\n" + "x".repeat(2_000_000) + "\nb\n",
                        "console-producer",
                        "--topic",
                        "t");

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors()).contains("stdin line 2", "2000000 characters");
        assertThat(qanat.run("consume", "t").text()).isEqualTo("a\nb\n");
    }

    @Test
    void endsWithCode3WithoutACluster() {
        Program.Run produced =
                Program.run(
                        Qanat.bare(
                                "console-producer", "--broker-list", "127.0.0.1:1", "--topic", "t"),
                        "a\n".getBytes(StandardCharsets.UTF_8));

        assertThat(produced.exitCode()).isEqualTo(3);
        assertThat(produced.errors()).contains("127.0.0.1:1");
    }

    @Test
    void promptsAtATerminal() throws IOException {
        // Given
        var command = String.join(" ", qanat.command("console-producer", "--topic", "t"));
        var launched =
                command.replace(" io.qanat.cli.Qanat", " -Dqanat.terminals=02 io.qanat.cli.Qanat");

        // When
        Shell.Run run =
                new Shell(folder)
                        .run(
                                "(sleep 2; printf 'a\\nb\\n\\004') | script -qec '"
                                        + launched
                                        + "' /dev/null");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains(">");
        assertThat(qanat.run("consume", "t").text()).isEqualTo("a\nb\n");
    }
}
