package io.qanat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.cli.Qanat;
import io.qanat.it.cli.Shell;
import io.qanat.it.fault.FaultRun.Before;
import io.qanat.it.fault.Sender.Report;
import io.qanat.it.peer.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server whose disk becomes full and gets room again, several times. Needs root, who may mount a
/// small disk.
@Tag("foreign")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FullDiskServerIT {
    private static final int ROUNDS = 3;
    private static final int BALLAST_BYTES = 6 << 20;
    private static final Duration GOES_ON_MAX = Duration.ofSeconds(5);
    private static final String OTHER_TOPIC = "ours";

    @TempDir private Path folder;

    @AfterEach
    void unmount() throws IOException {
        new Shell(folder).run("umount disk");
    }

    /// Memory is full with the write that has no room; ext4 has other limits as well, and files
    /// with holes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mount -t tmpfs -o size=40m tmpfs disk",
                "truncate -s 64M image && mkfs.ext4 -q -F image && mount -o loop image disk"
            })
    void refusesForCertainAndGoesOnByItself(String mount) throws IOException {
        // Given
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Shell.Run mounted = new Shell(folder).run(mount);
        assertThat(mounted.exitCode()).as(mounted.errors()).isZero();
        List<Path> ballast =
                IntStream.rangeClosed(1, ROUNDS).mapToObj(n -> disk.resolve("b" + n)).toList();
        for (Path stone : ballast) {
            Files.write(stone, new byte[BALLAST_BYTES]);
        }
        try (var run = new FaultRun(disk.resolve("data"), Before.STOPPED, List.of())) {
            run.server().awaitListening();
            run.createTopic(OTHER_TOPIC);
            for (Path stone : ballast) {
                // When
                List<Report> reports = run.bulk();
                // Then
                assertThat(reports).containsOnly(Report.ACKNOWLEDGED, Report.REFUSED);
                assertThat(run.read().findings()).isEmpty();
                assertThat(ours(run)).contains("NOT delivered", "NOT_ENOUGH_REPLICAS");
                run.restart();
                assertThat(run.read().findings()).isEmpty();
                // When
                Files.delete(stone);
                // Then
                requireGoesOn(run);
            }
            run.restart();
            assertThat(run.read().findings()).isEmpty();
        }
    }

    private static void requireGoesOn(FaultRun run) {
        long start = System.nanoTime();
        while (run.sender().send() != Report.ACKNOWLEDGED) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GOES_ON_MAX);
        }
        run.sendAll(10, Report.ACKNOWLEDGED);
    }

    /// What our own producer says.
    private static String ours(FaultRun run) {
        List<String> command =
                Qanat.bare(
                        "produce",
                        OTHER_TOPIC,
                        "-b",
                        run.bootstrap(),
                        "-X",
                        "request.timeout.ms=1000",
                        "-X",
                        "delivery.timeout.ms=2000");
        byte[] large = "x".repeat(900_000).concat("\n").repeat(3).getBytes(StandardCharsets.UTF_8);
        Program.Run produced = Program.run(command, large);
        assertThat(produced.exitCode()).isEqualTo(1);
        return produced.errors();
    }
}
