package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.Program;
import io.qanat.it.peer.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several commands on one data folder.
final class SharedFolderIT {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void copiesATopicThroughAPipe() throws IOException {
        // Given
        qanat.feed("a\nb\n", "produce", "orders");
        qanat.feed("", "produce", "copy");
        List<Process> pipe =
                ProcessBuilder.startPipeline(
                        List.of(
                                new ProcessBuilder(
                                        qanat.command(
                                                "consume",
                                                "orders",
                                                "--follow",
                                                "--from-beginning")),
                                new ProcessBuilder(qanat.command("produce", "copy"))));

        RunningCommand.awaitFile(lockFile(), "qanat.sock");

        try {
            // When
            qanat.feed("c\n", "produce", "orders");
            Program.Run copied = qanat.run("consume", "copy", "--max", "3", "--timeout", "30s");

            // Then
            assertThat(copied.text()).isEqualTo("a\nb\nc\n");
        } finally {
            pipe.forEach(Process::destroy);
            pipe.forEach(process -> process.onExit().join());
        }
    }

    @Test
    void copiesATopicThatEnds() throws IOException {
        // Given
        qanat.feed("line\n".repeat(50_000), "produce", "orders");

        // When
        List<Process> pipe =
                ProcessBuilder.startPipeline(
                        List.of(
                                new ProcessBuilder(qanat.command("consume", "orders")),
                                new ProcessBuilder(qanat.command("produce", "copy"))));

        // Then
        assertThat(pipe)
                .allSatisfy(process -> assertThat(process.onExit().join().exitValue()).isZero());
        assertThat(qanat.run("consume", "copy").text()).isEqualTo("line\n".repeat(50_000));
    }

    @Test
    @Timeout(120)
    void ownerEndsItsOutputBeforeItWaitsForGuests() {
        // Given
        qanat.feed("a\n", "produce", "orders");
        try (var owner = startOwner("produce", "orders");
                var guest =
                        qanat.start("consume", "orders", "--follow", "--from-beginning")
                                .collecting()) {
            guest.awaitOutput("a");

            // When
            owner.closeInput();
            owner.awaitErrors("staying until the other commands");

            // Then
            assertThat(owner.process().getInputStream()).isEmpty();
            assertThat(owner.process().isAlive()).isTrue();
        }
    }

    @Test
    void servesAFolderThatAnotherCommandOwns() {
        // Given
        qanat.feed("a\n", "produce", "t");
        try (var owner = qanat.start("consume", "t", "--follow", "--from-beginning").collecting()) {
            owner.awaitOutput("a");
            try (var server = qanat.start("serve", "--port", "0").collecting()) {
                server.awaitErrors("127.0.0.1:");

                // When
                List<StoredRecord> read = new KafkaClientsClient().consume(address(server), "t", 1);

                // Then
                assertThat(read).hasSize(1);
                server.signal("TERM");
                server.awaitExit();
            }
        }
    }

    @Test
    void servesOthersWhileItOwnsTheFolder() {
        try (var server = qanat.start("serve", "--port", "0").collecting()) {
            // Given
            server.awaitErrors("127.0.0.1:");

            // When
            Program.Run produced = qanat.feed("a\nb\n", "produce", "t");
            Program.Run overTcp =
                    Program.run(Qanat.bare("consume", "t", "-b", address(server)), new byte[0]);

            // Then
            assertThat(produced.errors()).contains("2 records");
            assertThat(overTcp.text()).isEqualTo("a\nb\n");
            server.signal("TERM");
            assertThat(server.awaitExit()).isEqualTo(143);
        }
        assertThat(qanat.run("consume", "t").text()).isEqualTo("a\nb\n");
    }

    @Test
    void ownerStaysUntilTheLastGuestHasLeft() {
        qanat.feed("", "produce", "t");
        try (var owner = startOwner("produce", "t")) {
            // Given
            owner.write("a\n");
            try (var guest =
                    qanat.start("consume", "t", "--max", "2", "--timeout", "30s").collecting()) {
                guest.awaitOutput("a\n");

                // When
                owner.write("b\n");
                owner.closeInput();

                // Then
                assertThat(guest.awaitExit()).isZero();
                assertThat(guest.output()).isEqualTo("a\nb\n");
                assertThat(owner.awaitExit()).isZero();
            }
        }
    }

    @Test
    void guestTakesOverWhenItsOwnerIsKilled() {
        qanat.feed("", "produce", "t");
        try (var owner = startOwner("produce", "t")) {
            // Given
            owner.write("before\n");
            try (var guest =
                    qanat.start("consume", "t", "--follow", "--from-beginning").collecting()) {
                guest.awaitOutput("before\n");

                // When
                owner.signal("KILL");
                owner.awaitExit();
                Program.Run produced = qanat.feed("after\n", "produce", "t");

                // Then
                assertThat(produced.exitCode()).isZero();
                guest.awaitOutput("before\nafter\n");
                assertThat(guest.errors()).contains("taken its place");
            }
        }
        assertThat(qanat.run("consume", "t").text()).isEqualTo("before\nafter\n");
    }

    @Test
    void producerGoesOnWhenItsOwnerIsKilled() {
        qanat.feed("", "produce", "t");
        try (var owner = startOwner("consume", "t", "--follow", "--from-beginning").collecting();
                var guest = qanat.start("produce", "t")) {
            // Given
            guest.write("before\n");
            owner.awaitOutput("before\n");

            // When
            owner.signal("KILL");
            owner.awaitExit();
            guest.write("after\n");
            guest.closeInput();

            // Then
            assertThat(guest.awaitExit()).isZero();
            assertThat(guest.errors()).contains("2 records");
        }
        assertThat(qanat.run("consume", "t").text()).isEqualTo("before\nafter\n");
    }

    @Test
    void worksInAFolderWithALongPath() throws IOException {
        var deep =
                new Qanat(
                        Files.createDirectories(folder.resolve("x".repeat(100)))
                                .resolve("y".repeat(100)));
        deep.feed("", "produce", "t");
        try (var owner = deep.start("produce", "t")) {
            RunningCommand.awaitFile(deep.dataFolder().resolve(".lock"), "qanat");
            owner.write("a\n");

            assertThat(deep.run("consume", "t", "--max", "1", "--timeout", "30s").text())
                    .isEqualTo("a\n");

            owner.closeInput();
            assertThat(owner.awaitExit()).isZero();
        }
    }

    @Test
    void drainsOnSigterm() {
        qanat.feed("", "produce", "t");
        try (var producer = startOwner("produce", "t")) {
            producer.write("a\nb\nno line feed");
            assertThat(qanat.run("consume", "t", "--max", "2", "--timeout", "30s").text())
                    .isEqualTo("a\nb\n");

            producer.signal("TERM");

            assertThat(producer.awaitExit()).isEqualTo(143);
            assertThat(producer.errors()).contains("2 records");
        }
        assertThat(qanat.run("consume", "t").text()).isEqualTo("a\nb\n");
    }

    @Test
    void endsWithCode130OnSigint() throws IOException {
        // A shell starts background jobs with SIGINT ignored, which their children inherit.
        assumeThat(new Shell(folder).run("kill -INT $$; echo ignored").output()).isEmpty();
        qanat.feed("", "produce", "t");
        try (var producer = startOwner("produce", "t")) {
            producer.write("a\n");
            assertThat(qanat.run("consume", "t", "--max", "1", "--timeout", "30s").text())
                    .isEqualTo("a\n");

            producer.signal("INT");

            assertThat(producer.awaitExit()).isEqualTo(130);
            assertThat(producer.errors()).contains("1 record,");
        }
    }

    /// A command that has the folder open before the next one comes: its note is in the lock file.
    private RunningCommand startOwner(String... arguments) {
        var owner = qanat.start(arguments);
        RunningCommand.awaitFile(lockFile(), "qanat.sock");
        return owner;
    }

    private Path lockFile() {
        return qanat.dataFolder().resolve(".lock");
    }

    private static String address(RunningCommand server) {
        var matcher = ADDRESS.matcher(server.errors());
        assertThat(matcher.find()).as(server.errors()).isTrue();
        return matcher.group();
    }
}
