package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `log dump` and `log verify` on folders that are closed, in use, left by a crash, or damaged.
final class LogFolderIT {
    private static final String SEGMENT = "00000000000000000000.log";

    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void chooseDataFolder() {
        qanat = new Qanat(folder.resolve("data"));
    }

    @Test
    void closedFolderIsSoundAndStaysAsItIs() throws IOException {
        // Given
        qanat.feed("a\nb\nc\n", "produce", "t", "--partitions", "3");
        Map<Path, String> before = content();

        // When
        Program.Run verified = qanat.run("log", "verify");
        Program.Run dumped = qanat.run("log", "dump");

        // Then
        assertThat(verified.text()).isEmpty();
        assertThat(verified.errors())
                .contains("read 4 partitions, 4 segments, ", ": no damage")
                .hasLineCount(1);
        assertThat(verified.exitCode()).isZero();
        assertThat(dumped.text()).contains("batch position=0 ", "leader-epoch-checkpoint");
        assertThat(dumped.errors()).isEmpty();
        assertThat(dumped.exitCode()).isZero();
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void folderInUseIsSoundWhileItIsWrittenTo() {
        try (var server = qanat.start("serve", "--port", "0").collecting()) {
            // Given
            server.awaitErrors("127.0.0.1:");
            try (var producer = qanat.start("produce", "t").collecting()) {
                var line = "x".repeat(500) + "\n";
                producer.write(line.repeat(1000));

                // When
                for (int round = 0; round < 4; round++) {
                    producer.write(line.repeat(5000));
                    Program.Run verified = qanat.run("log", "verify");
                    Program.Run dumped = qanat.run("log", "dump", "t", "-o", "json");

                    // Then
                    assertThat(verified.errors()).contains(": no damage");
                    assertThat(verified.exitCode()).isZero();
                    assertThat(dumped.exitCode()).isZero();
                }
                Program.Run ahead =
                        qanat.run("log", "dump", qanat.dataFolder().resolve("0.wal").toString());
                assertThat(ahead.text())
                        .contains("round startLsn=0 ", " topic=t ", " baseOffset=0 ");
                producer.closeInput();
                assertThat(producer.awaitExit()).isZero();
            }
            assertThat(qanat.run("consume", "t").text().lines()).hasSize(21_000);
        }
    }

    @Test
    void folderOfAKilledCommandIsSound() throws IOException {
        // Given
        try (var server = qanat.start("serve", "--port", "0").collecting()) {
            server.awaitErrors("127.0.0.1:");
            qanat.feed("a\nb\n", "produce", "t");
            server.process().destroyForcibly().onExit().join();
        }
        Path segment = qanat.dataFolder().resolve("t-0").resolve(SEGMENT);
        var whole = Files.readAllBytes(segment);
        var torn = new byte[whole.length + 7];
        System.arraycopy(whole, 0, torn, 0, whole.length);
        Files.write(segment, torn);

        // When
        Program.Run verified = qanat.run("log", "verify");

        // Then
        assertThat(verified.text())
                .isEqualTo(
                        "note: %s: position %d: 7 bytes after the last whole batch: torn by the crash, the next start cuts it off\n"
                                .formatted(segment, whole.length));
        assertThat(verified.errors()).contains(": no damage, 1 note");
        assertThat(verified.exitCode()).isZero();
        assertThat(qanat.run("consume", "t").text()).isEqualTo("a\nb\n");
    }

    @Test
    void damageIsNamedWithFileAndPosition() throws IOException {
        // Given
        qanat.feed("a\n", "produce", "t");
        Path segment = qanat.dataFolder().resolve("t-0").resolve(SEGMENT);
        var bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 2] ^= 1;
        Files.write(segment, bytes);

        // When
        Program.Run verified = qanat.run("log", "verify", "t-0");
        Program.Run asJson = qanat.run("log", "verify", "t", "-o", "json");
        Program.Run dumped = qanat.run("log", "dump", segment.toString());

        // Then
        assertThat(verified.text())
                .startsWith("damage: " + segment + ": position 0: a wrong checksum");
        assertThat(verified.errors()).contains("DAMAGED").hasLineCount(1);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(asJson.text())
                .startsWith(
                        "{\"severity\":\"damage\",\"file\":\""
                                + segment
                                + "\",\"position\":0,\"text\":");
        assertThat(dumped.text()).contains("batch position=0 ", "valid=false");
        assertThat(dumped.exitCode()).isEqualTo(1);
    }

    @Test
    void recordsAreShownOnRequest() {
        // Given
        qanat.feed("a\nb\n", "produce", "t");

        // When
        Program.Run text = qanat.run("log", "dump", "t", "--records");
        Program.Run json = qanat.run("log", "dump", "t-0", "--records", "-o", "json");

        // Then
        assertThat(text.text()).contains(" value=a ", " value=b ");
        assertThat(json.text().lines().filter(line -> line.contains("\"kind\":\"batch\"")))
                .allMatch(line -> line.contains("\"records\":[{"));
    }

    @Test
    void whatIsNotThereIsNamedInOneLine() throws IOException {
        // Given
        qanat.feed("a\n", "produce", "t");
        Path loop = folder.resolve("loop.log");
        Files.createSymbolicLink(loop, loop);
        var nowhere = new Qanat(folder.resolve("nowhere"));
        var empty = new Qanat(Files.createDirectory(folder.resolve("empty")));

        // When
        Program.Run missing = qanat.run("log", "dump", folder.resolve("missing.log").toString());
        Program.Run unreadable = qanat.run("log", "dump", loop.toString());
        Program.Run topic = qanat.run("log", "dump", "nothing");
        Program.Run unknown = qanat.run("log", "verify", "nothing");
        Program.Run noFolder = nowhere.run("log", "verify");
        Program.Run noDataFolder = empty.run("log", "verify");

        // Then
        assertOneLine(missing, 1, "missing.log: there is no such file");
        assertOneLine(unreadable, 1, "loop.log: Too many levels of symbolic links");
        assertOneLine(topic, 1, "'nothing' is no topic or partition of");
        assertOneLine(unknown, 1, "'nothing' is no topic or partition of");
        assertOneLine(noFolder, 3, "nowhere: there is no such file");
        assertOneLine(noDataFolder, 3, "no data folder");
    }

    private static void assertOneLine(Program.Run run, int exitCode, String part) {
        assertThat(run.errors()).contains(part).hasLineCount(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    /// All that is in the data folder, by name.
    private Map<Path, String> content() throws IOException {
        var content = new TreeMap<Path, String>();
        try (Stream<Path> paths = Files.walk(qanat.dataFolder())) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                var state = Files.getLastModifiedTime(path) + " " + Files.size(path);
                content.put(path, state);
            }
        }
        return content;
    }
}
