package io.qanat.log.inspect;

import static io.qanat.log.inspect.PlantedFolder.BATCH_BYTES;
import static io.qanat.log.inspect.PlantedFolder.ORDERS;
import static io.qanat.log.inspect.PlantedFolder.ROOT;
import static io.qanat.log.inspect.PlantedFolder.segment;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.wal.WalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Folders whose write-ahead log has what the segments lack, or lacks it as well.
class WriteAheadInspectionTest {
    private static final Path WAL = ROOT.resolve("0.wal");

    @Test
    void segmentsThatAPowerCutTookAreInTheWriteAheadLog() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        folder.cut(segment(0, ".log"), 2 * BATCH_BYTES + 30);
        folder.cut(segment(2, ".log"), 0);
        folder.cut(segment(3, ".log"), 0);
        // When
        var verified = folder.verify(FolderUse.CRASHED);
        // Then
        assertThat(verified.damages()).isEmpty();
        assertThat(verified.findings())
                .extracting(Finding::file)
                .contains(segment(0, ".log"), segment(3, ".log"));
    }

    @Test
    void brokenSegmentOfAnOpenFolderIsDamage() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        folder.flip(segment(3, ".log"), 2 * BATCH_BYTES + 100, 1);
        // When
        var open = folder.verify(FolderUse.OPEN);
        var crashed = folder.verify(FolderUse.CRASHED);
        // Then
        assertThat(open.damages()).hasSize(1);
        assertThat(crashed.damages()).isEmpty();
        assertThat(crashed.findings())
                .singleElement()
                .asString()
                .contains("position 322", "the offsets 34 to 35 are missing; the next start");
    }

    @Test
    void whatNeitherHasIsDamage() throws IOException {
        // Given an entry in the middle that is damaged, and segments that end before it
        PlantedFolder folder = PlantedFolder.open();
        folder.flip(WAL, positions(folder).get(16), 5);
        folder.cut(segment(3, ".log"), 0);
        // When
        var verified = folder.verify(FolderUse.CRASHED);
        // Then
        assertThat(verified.damages())
                .extracting(Finding::toString)
                .contains(
                        ORDERS
                                + ": the offsets 32 to 33 are missing in the segments and in the write-ahead log");
        assertThat(verified.damages())
                .filteredOn(finding -> finding.file().equals(WAL))
                .singleElement()
                .asString()
                .contains("position " + positions(folder).get(16), "before it are damaged");
    }

    @Test
    void lastEntryMayBeTorn() throws IOException {
        // Given
        PlantedFolder sound = PlantedFolder.open();
        int last = positions(sound).getLast();
        for (int at = last; at < last + 64; at++) {
            // Given
            var folder = new PlantedFolder(sound.disk().copy());
            folder.flip(WAL, at, 3);
            // When
            var verified = folder.verify(FolderUse.CRASHED);
            // Then
            assertThat(verified.findings()).isEmpty();
        }
    }

    @Test
    void everyFlippedBitOfAnEntryThatWasDurableIsFound() throws IOException {
        PlantedFolder sound = PlantedFolder.open();
        List<Integer> positions = positions(sound);
        for (int bit = 8 * positions.get(3); bit < 8 * positions.get(4); bit++) {
            // Given
            var folder = new PlantedFolder(sound.disk().copy());
            folder.flip(WAL, bit / 8, bit % 8);
            // When
            var verified = folder.verify(FolderUse.CRASHED);
            // Then the zeros that fill an entry up are no part of it
            boolean isFilling = bit / 8 >= positions.get(4) - fillingBytes(sound, 3);
            assertThat(verified.damages()).as("bit %s", bit).hasSize(isFilling ? 0 : 1);
        }
    }

    @Test
    void whatAnEarlierRoundLeftIsNoDamage() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.openWithSmallFiles();
        // When
        var crashed = folder.verify(FolderUse.CRASHED);
        // Then
        assertThat(folder.disk().list(ROOT)).contains("0.wal", "1.wal").doesNotContain("3.wal");
        assertThat(crashed.findings()).isEmpty();
        assertThat(crashed.tally().batches()).isEqualTo(22);
    }

    @Test
    void readsADamagedWriteAheadLogAgainBecauseItMayBeInUse() throws IOException {
        // Given a file that looks damaged once
        PlantedFolder folder = PlantedFolder.open();
        int position = positions(folder).get(2);
        folder.flip(WAL, position, 0);
        var opened = new ArrayList<Path>();
        var disk =
                new PeepingDisk(
                        folder.disk(),
                        file -> {
                            if (file.equals(WAL)) {
                                opened.add(file);
                                if (opened.size() == 3) {
                                    folder.flip(WAL, position, 0);
                                }
                            }
                        },
                        file -> {});
        // When
        var verified = PlantedFolder.verify(FolderUse.OPEN, disk);
        // Then
        assertThat(verified.findings()).isEmpty();
    }

    @Test
    void closedFolderNeedsNone() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        folder.write(WAL, "nobody reads this");
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings()).isEmpty();
    }

    private static int fillingBytes(PlantedFolder folder, int number) throws IOException {
        try (var reader = WalReader.open(folder.disk(), WAL)) {
            for (int i = 0; i < number; i++) {
                reader.next();
            }
            return -reader.next().orElseThrow().entry().batchBytes() & 7;
        }
    }

    /// Where the entries begin.
    private static List<Integer> positions(PlantedFolder folder) throws IOException {
        var positions = new ArrayList<Integer>();
        try (var reader = WalReader.open(folder.disk(), WAL)) {
            for (Optional<WalReader.Found> found = reader.next();
                    found.isPresent();
                    found = reader.next()) {
                positions.add((int) found.get().position());
            }
        }
        return positions;
    }
}
