package io.qanat.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk.Access;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimDiskTest {
    private static final Path FOLDER = Path.of("/data");
    private static final Path FILE = FOLDER.resolve("file");
    private static final Path OTHER = FOLDER.resolve("other");
    private static final int SEEDS = 2_000;

    private final SimDisk disk = new SimDisk();

    @BeforeEach
    void makeFolder() throws IOException {
        disk.createDirectory(FOLDER);
        disk.syncDirectory(Path.of("/"));
    }

    @Test
    void powerLossKeepsWhatWasSynced() throws IOException {
        // Given
        write(FILE, "synced", true);
        disk.syncDirectory(FOLDER);
        // When
        Set<String> left = contents(FILE);
        // Then
        assertThat(left).containsExactly("synced");
    }

    @Test
    void powerLossKeepsAnyPartOfWhatWasNot() throws IOException {
        // Given
        write(FILE, "old", true);
        disk.syncDirectory(FOLDER);
        // When
        write(FILE, "new", false);
        // Then
        assertThat(contents(FILE)).contains("old", "new", "nld", "oew", "olw");
    }

    @Test
    void laterWriteMayReachTheDiskWithoutTheEarlierOne() throws IOException {
        // Given
        write(FILE, "", true);
        disk.syncDirectory(FOLDER);
        // When
        try (DiskFile file = disk.open(FILE, Access.WRITE)) {
            file.writeFully(bytes("A"), 0);
            file.writeFully(bytes("B"), 1);
        }
        // Then
        assertThat(contents(FILE)).contains("", "A", "\0B", "AB", "\0\0");
    }

    @Test
    void killKeepsAllThatWasWritten() throws IOException {
        // Given
        write(FILE, "written", false);
        // When
        SimDisk rest = disk.afterKill();
        // Then
        assertThat(content(rest, FILE)).isEqualTo("written");
        assertThat(contents(rest, FILE)).contains("none", "written");
    }

    @Test
    void nameThatWasNotSyncedMayBeLostWithItsSyncedBytes() throws IOException {
        // When
        write(FILE, "synced", true);
        // Then
        assertThat(contents(FILE)).containsExactlyInAnyOrder("none", "synced");
    }

    @Test
    void renameHappensAsAWholeOrNotAtAll() throws IOException {
        // Given
        write(FILE, "new", true);
        write(OTHER, "old", true);
        disk.syncDirectory(FOLDER);
        // When
        disk.rename(FILE, OTHER);
        // Then
        var seen = new TreeSet<String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimDisk rest = disk.afterPowerLoss(seed);
            seen.add(content(rest, FILE) + " " + content(rest, OTHER));
        }
        assertThat(seen).containsExactlyInAnyOrder("new old", "none new");
    }

    @Test
    void deletedNameMayComeBack() throws IOException {
        // Given
        write(FILE, "old", true);
        disk.syncDirectory(FOLDER);
        // When
        disk.delete(FILE);
        // Then
        assertThat(contents(FILE)).containsExactlyInAnyOrder("none", "old");
    }

    @Test
    void failedSyncIsNeverMadeUpFor() throws IOException {
        // Given
        write(FILE, "", true);
        disk.syncDirectory(FOLDER);
        var seen = new TreeSet<String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimDisk one = disk.afterKill();
            one.meet(op -> op.index() == 2 ? failed() : Verdict.DONE, seed);
            try (DiskFile file = one.open(FILE, Access.WRITE)) {
                file.writeFully(bytes("A"), 0);
                // When
                assertThatThrownBy(file::force).isInstanceOf(IOException.class);
                file.force();
            }
            // Then
            assertThat(content(one, FILE)).isEqualTo("A");
            seen.add(content(one.afterPowerLoss(seed), FILE));
        }
        assertThat(seen).containsExactlyInAnyOrder("", "A");
    }

    @Test
    void stoppedComputerDoesNothingMore() throws IOException {
        // Given
        write(FILE, "", true);
        disk.meet(op -> op.index() == 1 ? Verdict.last(2) : Verdict.DONE, 0);
        DiskFile file = disk.open(FILE, Access.WRITE);
        // When
        assertThatThrownBy(() -> file.writeFully(bytes("ABC"), 0)).isInstanceOf(Crash.class);
        // Then
        assertThatThrownBy(file::force).isInstanceOf(Crash.class);
        assertThat(content(disk.afterKill(), FILE)).isEqualTo("AB");
    }

    @Test
    void sameSeedLeavesTheSame() throws IOException {
        // Given
        write(FILE, "a longer text that is torn somewhere", false);
        for (int seed = 0; seed < SEEDS; seed++) {
            // When
            String first = content(disk.afterPowerLoss(seed), FILE);
            // Then
            assertThat(content(disk.afterPowerLoss(seed), FILE)).isEqualTo(first);
        }
    }

    private static Verdict failed() {
        return Verdict.failed(0, new IOException("simulated"));
    }

    private void write(Path path, String content, boolean synced) throws IOException {
        try (DiskFile file = disk.open(path, Access.WRITE)) {
            file.writeFully(bytes(content), 0);
            if (synced) {
                file.force();
            }
        }
    }

    private Set<String> contents(Path path) {
        return contents(disk, path);
    }

    /// What power cuts leave of a file.
    private static Set<String> contents(SimDisk disk, Path path) {
        var contents = new TreeSet<String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            contents.add(content(disk.afterPowerLoss(seed), path));
        }
        return contents;
    }

    private static String content(SimDisk disk, Path path) {
        ByteBuffer content = disk.files(FOLDER).get(path);
        return content == null
                ? "none"
                : StandardCharsets.ISO_8859_1.decode(content.duplicate()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
