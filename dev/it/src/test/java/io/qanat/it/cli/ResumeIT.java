package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumeIT {
    private static final int LINES = 20_000;

    @TempDir private Path folder;
    private Qanat qanat;
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        qanat = new Qanat(folder.resolve("data"));
        file = folder.resolve("lines");
        Files.writeString(file, text(0, LINES));
    }

    @Test
    void goesOnAfterKills() throws IOException {
        // Given
        try (var server = qanat.start("serve", "--port", "0")) {
            server.awaitErrors("Kafka clients: ");
            for (int kill = 1; kill <= 2; kill++) {
                try (var producer =
                        qanat.start(
                                        "produce",
                                        "t",
                                        file.toString(),
                                        "--resume",
                                        "--rate",
                                        "5000",
                                        "--report",
                                        "json")
                                .collecting()) {
                    producer.awaitOutput("\"offset\":" + kill * 1_000 + ",");
                    producer.process().destroyForcibly().onExit().join();
                }
            }

            // When
            Program.Run last = qanat.run("produce", "t", file.toString(), "--resume");

            // Then
            assertThat(last.exitCode()).isZero();
            assertThat(last.errors()).contains("passed over: delivered by an earlier run");
            assertThat(qanat.run("consume", "t").text()).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void sendsWhatWasAddedToTheFile() throws IOException {
        // Given
        qanat.run("produce", "t", file.toString(), "--resume");
        Files.writeString(file, text(0, LINES + 3));

        // When
        Program.Run added = qanat.run("produce", "t", file.toString(), "--resume");
        Program.Run nothing = qanat.run("produce", "t", file.toString(), "--resume");

        // Then
        assertThat(added.errors()).contains("20,000 lines passed over", "3 records");
        assertThat(nothing.errors()).contains("20,003 lines passed over", "0 records");
        assertThat(nothing.exitCode()).isZero();
        assertThat(qanat.run("consume", "t").text()).isEqualTo(Files.readString(file));
    }

    @Test
    void refusesAFileThatHasChanged() throws IOException {
        // Given
        qanat.run("produce", "t", file.toString(), "--resume");
        Files.writeString(file, text(1, LINES + 1));

        // When
        Program.Run produced = qanat.run("produce", "t", file.toString(), "--resume");

        // Then
        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors()).contains("has changed", "lines.t.progress");
        assertThat(qanat.run("consume", "t").text()).isEqualTo(text(0, LINES));
    }

    @Test
    void refusesWhatItCannotGoOnWith() {
        for (var arguments :
                List.of(
                        new String[] {"produce", "t", "--resume"},
                        new String[] {"produce", "t", "a", "b", "--resume"},
                        new String[] {
                            "produce", "t", file.toString(), "--resume", "--dead-letter", "d"
                        },
                        new String[] {
                            "produce", "t", file.toString(), "--resume", "--acks", "0"
                        })) {
            Program.Run run = qanat.run(arguments);

            assertThat(run.exitCode()).isNotZero();
            assertThat(run.errors()).hasLineCount(1);
        }
    }

    private static String text(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> "line " + number + "\n")
                .collect(Collectors.joining());
    }
}
