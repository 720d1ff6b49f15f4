package io.qanat.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room. Needs root, who may mount a small one.
@Tag("foreign")
final class FullDiskIT {
    private static final Pattern DELIVERED = Pattern.compile("([\\d,]+) records?, ");

    @TempDir private Path folder;
    private Qanat qanat;

    @BeforeEach
    void mountSmallDisk() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        qanat = new Qanat(disk.resolve("data"));
        Shell.Run mounted = new Shell(folder).run("mount -t tmpfs -o size=24m tmpfs disk");
        assertThat(mounted.errors()).isEmpty();
    }

    @AfterEach
    void unmount() throws IOException {
        new Shell(folder).run("umount disk");
    }

    @Test
    void losesNothingThatWasAcknowledged() {
        // Given
        var line = "x".repeat(1023) + "\n";

        // When
        Program.Run produced =
                qanat.feed(
                        line.repeat(40_000),
                        "produce",
                        "t",
                        "-X",
                        "request.timeout.ms=3000",
                        "-X",
                        "delivery.timeout.ms=12000");

        // Then
        assertThat(produced.exitCode()).isEqualTo(1);
        assertThat(produced.errors())
                .contains("NOT delivered", "the disk of the data folder is full");
        var headline = DELIVERED.matcher(produced.errors());
        assertThat(headline.find()).isTrue();
        long delivered = Long.parseLong(headline.group(1).replace(",", ""));
        assertThat(qanat.run("consume", "t").text().lines().count())
                .isGreaterThanOrEqualTo(delivered);
    }
}
