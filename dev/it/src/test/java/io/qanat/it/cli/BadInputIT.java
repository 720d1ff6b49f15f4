package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BadInputIT {
    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void deliversTheOtherLinesOfAFileWithAnOversizeLine() {
        // Given
        var lines = "one\n" + "x".repeat(3_000_000) + "\nthree\n";

        // When
        Program.Run produced = qanat.feed(lines, "produce", "t");

        // Then
        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors())
                .contains("line 2", "3000000 bytes", "2 records", "1 NOT delivered");
        assertThat(qanat.run("consume", "t").text()).isEqualTo("one\nthree\n");
    }

    @Test
    void countsLinesWithoutAKeyAsNotDelivered() {
        Program.Run produced = qanat.feed("a=1\nb\nc=3\n", "produce", "t", "--key-separator", "=");

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors()).contains("line 2", "'='", "2 records", "1 NOT delivered");
    }

    @Test
    void endsWithCode1WhenTheTopicIsUnknown() {
        Program.Run consumed = qanat.run("consume", "nowhere");

        assertThat(consumed.exitCode()).isEqualTo(1);
        assertThat(consumed.errors()).contains("nowhere").hasLineCount(1);
        assertThat(consumed.text()).isEmpty();
    }

    @Test
    void endsWithCode1WhenAFileIsMissing() {
        Program.Run produced = qanat.run("produce", "t", folder.resolve("missing.txt").toString());

        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors()).contains("missing.txt");
    }

    @Test
    void endsWithCode3WhenNoBrokerAnswers() throws IOException {
        // Given: a port that was free a moment ago
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        // When
        Program.Run produced =
                Program.run(Qanat.bare("produce", "t", "-b", "127.0.0.1:" + port), new byte[] {10});

        // Then
        assertThat(produced.exitCode()).isEqualTo(3);
        assertThat(produced.errors()).contains("127.0.0.1:" + port);
    }

    @Test
    void endsWithCode3WhenThePortIsInUse() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(socket.getLocalPort());

            // When
            Program.Run served = qanat.run("serve", "--port", port);

            // Then
            assertThat(served.exitCode()).isEqualTo(3);
            assertThat(served.errors())
                    .contains("cannot listen on port " + port + ": Address already in use; ")
                    .contains("--port 0 takes any free one");
        }
    }

    @Test
    void endsWithCode3WhenTheFolderIsOfANewerVersion() throws IOException {
        // Given
        qanat.feed("a\n", "produce", "t");
        Path properties = qanat.dataFolder().resolve("meta.properties");
        Files.writeString(
                properties,
                Files.readString(properties).replaceFirst("(?m)^version=1", "version=2"));

        // When
        Program.Run consumed = qanat.run("consume", "t");

        // Then
        assertThat(consumed.exitCode()).isEqualTo(3);
        assertThat(consumed.errors()).contains("newer version").hasLineCount(1);
    }

    @Test
    void endsWithCode3WhenAForeignProcessHasTheFolder() throws IOException {
        // Given: the lock that Apache Kafka takes
        Path data = Files.createDirectories(qanat.dataFolder());
        try (var channel =
                        FileChannel.open(
                                data.resolve(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            // When
            Program.Run produced = qanat.feed("a\n", "produce", "t");

            // Then
            assertThat(lock.isValid()).isTrue();
            assertThat(produced.exitCode()).isEqualTo(3);
            assertThat(produced.errors()).contains("in use", "--data-dir").hasLineCount(1);
        }
    }

    @Test
    void endsWithCode5WhenNothingComesInTime() {
        qanat.feed("a\n", "produce", "t");

        Program.Run tooFew = qanat.run("consume", "t", "--max", "2", "--timeout", "300ms");
        Program.Run enough = qanat.run("consume", "t", "--max", "1", "--timeout", "300ms");
        Program.Run following =
                qanat.run("consume", "t", "--follow", "--from-beginning", "--timeout", "300ms");

        assertThat(tooFew.exitCode()).isEqualTo(5);
        assertThat(tooFew.text()).isEqualTo("a\n");
        assertThat(enough.exitCode()).isZero();
        assertThat(following.exitCode()).isZero();
        assertThat(following.text()).isEqualTo("a\n");
    }

    @Test
    void endsQuietlyWhenItsReaderHasEnough() throws IOException {
        // Given
        qanat.feed("some line\n".repeat(200_000), "produce", "t");

        // When
        try (var consumer = qanat.start("consume", "t")) {
            consumer.process().getInputStream().read();
            consumer.process().getInputStream().close();

            // Then
            assertThat(consumer.awaitExit()).isZero();
            assertThat(consumer.errors()).isEmpty();
        }
    }

    @Test
    void saysWhenItsOutputCannotBeWritten() throws IOException {
        // Given
        qanat.feed("a\n", "produce", "t");
        var command =
                new ProcessBuilder(qanat.command("consume", "t"))
                        .redirectOutput(Path.of("/dev/full").toFile());

        // When
        var process = command.start();

        // Then
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("stdout", "No space left");
        assertThat(process.onExit().join().exitValue()).isEqualTo(1);
    }
}
