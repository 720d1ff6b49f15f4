package io.qanat.log.inspect;

import static io.qanat.log.inspect.PlantedFolder.BATCH_BYTES;
import static io.qanat.log.inspect.PlantedFolder.ORDERS;
import static io.qanat.log.inspect.PlantedFolder.ROOT;
import static io.qanat.log.inspect.PlantedFolder.SEGMENT_BATCHES;
import static io.qanat.log.inspect.PlantedFolder.USERS;
import static io.qanat.log.inspect.PlantedFolder.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.qanat.log.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class FolderInspectionTest {
    private static final int SEGMENT_BYTES = SEGMENT_BATCHES * BATCH_BYTES;
    private static final List<String> SUFFIXES = List.of(".log", ".index", ".timeindex");

    @Test
    void closedFolderIsSound() throws IOException {
        // When
        var verified = PlantedFolder.closed().verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.tally().partitions()).isEqualTo(2);
        assertThat(verified.tally().segments()).isEqualTo(5);
        assertThat(verified.tally().batches()).isEqualTo(22);
        assertThat(verified.tally().bytes()).isGreaterThan(22 * BATCH_BYTES);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CLOSED")
    void openFolderIsSound(FolderUse use) throws IOException {
        // When
        var verified = PlantedFolder.open().verify(use);
        // Then
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.tally().batches()).isEqualTo(22);
    }

    @Test
    void readsOnlyWhatIsChosen() throws IOException {
        // Given
        var folder = PlantedFolder.closed();
        // When
        var tally =
                FolderInspection.of(ROOT, FolderUse.UNKNOWN, folder.disk())
                        .verify(partition -> partition.topic().equals("users"), finding -> {});
        // Then
        assertThat(tally.partitions()).isEqualTo(1);
        assertThat(tally.batches()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {".log", ".index", ".timeindex", ".sums"})
    void findsEveryFlippedBitOfAClosedFolder(String suffix) throws IOException {
        PlantedFolder sound = PlantedFolder.closed();
        for (int number = 0; number < 4; number++) {
            Path path = segment(number, suffix);
            int size = sound.content(path).limit();
            assertThat(size).isPositive();
            for (int bit = 0; bit < 8 * size; bit++) {
                // Given
                var folder = new PlantedFolder(sound.disk().copy());
                folder.flip(path, bit / 8, bit % 8);
                // When
                var verified = folder.verify(FolderUse.UNKNOWN);
                // Then
                assertThat(verified.damages()).as("%s bit %s", path, bit).isNotEmpty();
                assertThat(verified.damages().getFirst().file().getParent()).isEqualTo(ORDERS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".log", ".index", ".timeindex", ".sums"})
    void findsEveryCutOfAClosedFolder(String suffix) throws IOException {
        PlantedFolder sound = PlantedFolder.closed();
        for (int number = 0; number < 4; number++) {
            Path path = segment(number, suffix);
            int size = sound.content(path).limit();
            for (int at = 0; at < size; at++) {
                // Given
                var folder = new PlantedFolder(sound.disk().copy());
                folder.cut(path, at);
                // When
                var verified = folder.verify(FolderUse.UNKNOWN);
                // Then
                assertThat(verified.tally().isSound()).as("%s at %s", path, at).isFalse();
            }
        }
    }

    @Test
    void namesADamagedBatchWithItsPlaceAndWhatIsLost() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        folder.flip(segment(1, ".log"), 2 * BATCH_BYTES + 100, 3);
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings())
                .containsExactly(
                        new Finding(
                                Severity.DAMAGE,
                                segment(1, ".log"),
                                2L * BATCH_BYTES,
                                "a wrong checksum of the batch at offset 14, 161 bytes:"
                                        + " the offsets 14 to 15 are missing"));
        assertThat(verified.tally().batches()).isEqualTo(21);
    }

    @Test
    void knowsAWrongBaseOffsetByItsNeighbours() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        folder.flip(segment(0, ".log"), BATCH_BYTES + 7, 6);
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.damages().getFirst())
                .hasToString(
                        segment(0, ".log")
                                + ": position 161: a batch with base offset 66 where offset 2 is due");
        assertThat(verified.tally().batches()).isEqualTo(22);
    }

    @Test
    void knowsAWrongLeaderEpochByItsCheckpointAndItsNeighbours() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        folder.flip(segment(0, ".log"), BATCH_BYTES + 15, 1);
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.damages())
                .extracting(Finding::text)
                .startsWith(
                        "leader epoch 2 at offset 2, by the checkpoint it is 0",
                        "the leader epoch goes back from 2 to 0");
    }

    @Test
    void findsAMissingSegment() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        for (String suffix : SUFFIXES) {
            folder.disk().delete(segment(1, suffix));
        }
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings())
                .singleElement()
                .hasToString(segment(2, ".log") + ": the offsets 10 to 19 are missing before it");
    }

    @Test
    void offsetsMayBeMissingInAFolderOfApacheKafka() throws IOException {
        // Given a segment of which compaction has left the first and the last batch
        PlantedFolder folder = PlantedFolder.closed();
        Path properties = ROOT.resolve("meta.properties");
        folder.write(
                properties, folder.text(properties).replaceAll("qanat.format=1\n#crc32c=.*\n", ""));
        ByteBuffer content = folder.content(segment(3, ".log"));
        ByteBuffer compacted = ByteBuffer.allocate(2 * BATCH_BYTES);
        compacted.put(content.slice(0, BATCH_BYTES));
        compacted.put(content.slice(4 * BATCH_BYTES, BATCH_BYTES));
        folder.write(segment(3, ".log"), compacted.flip());
        folder.cut(segment(3, ".index"), 0);
        folder.disk().delete(segment(3, ".sums"));
        folder.write(
                segment(3, ".timeindex"), ByteBuffer.allocate(12).putLong(20_000).putInt(9).flip());
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings()).isEmpty();
    }

    @Test
    void checkpointsMayBeEmptyInAFolderOfApacheKafka() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        folder.write(ROOT.resolve("recovery-point-offset-checkpoint"), "");
        folder.write(ORDERS.resolve("leader-epoch-checkpoint"), "");
        var ours = folder.verify(FolderUse.OPEN);
        Path properties = ROOT.resolve("meta.properties");
        folder.write(
                properties, folder.text(properties).replaceAll("qanat.format=1\n#crc32c=.*\n", ""));
        // When
        var verified = folder.verify(FolderUse.OPEN);
        // Then
        assertThat(ours.damages()).hasSize(2);
        assertThat(verified.findings()).isEmpty();
    }

    @Test
    void tornTailIsNoDamageAndIsNamedAfterItsCause() throws IOException {
        PlantedFolder killed = PlantedFolder.open();
        Path last = segment(3, ".log");
        for (int size = SEGMENT_BYTES - BATCH_BYTES + 1; size < SEGMENT_BYTES; size++) {
            // Given
            var folder = new PlantedFolder(killed.disk().copy());
            folder.cut(last, size);
            // When
            var crashed = folder.verify(FolderUse.CRASHED);
            var open = folder.verify(FolderUse.OPEN);
            var unknown = folder.verify(FolderUse.UNKNOWN);
            // Then
            int rest = size - 4 * BATCH_BYTES;
            String found = last + ": position 644: " + rest + " bytes after the last whole batch: ";
            assertThat(crashed.findings())
                    .singleElement()
                    .hasToString(found + "torn by the crash, the next start cuts it off");
            assertThat(open.findings()).singleElement().hasToString(found + "being written");
            assertThat(unknown.findings())
                    .singleElement()
                    .asString()
                    .contains("being written, or torn by a crash");
            assertThat(crashed.tally().isSound()).isTrue();
            assertThat(open.tally().isSound()).isTrue();
        }
    }

    @Test
    void tornTailBelowTheRecoveryPointIsDamage() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        for (String suffix : SUFFIXES) {
            folder.disk().delete(segment(2, suffix));
            folder.disk().delete(segment(3, suffix));
        }
        folder.disk().delete(ROOT.resolve("0.wal"));
        folder.cut(segment(1, ".log"), SEGMENT_BYTES - 1);
        folder.write(ROOT.resolve("recovery-point-offset-checkpoint"), "0\n1\norders 0 30\n");
        // When
        var verified = folder.verify(FolderUse.CRASHED);
        // Then
        assertThat(verified.damages())
                .extracting(Finding::text)
                .contains(
                        "a part of a batch of 161 bytes, 160 bytes",
                        "has offset 30 for orders-0, whose batches end at offset 18");
    }

    @Test
    void damageInAnOldSegmentOfAnOpenFolderIsFound() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        folder.flip(segment(0, ".log"), SEGMENT_BYTES - 1, 0);
        // When
        var verified = folder.verify(FolderUse.OPEN);
        // Then
        assertThat(verified.damages().getFirst())
                .asString()
                .contains("position 644", "a wrong checksum of the batch at offset 8");
    }

    @Test
    void whatAppearsWhileItIsReadIsNoDamage() throws IOException {
        // Given a batch of which a part is there when the file is opened
        PlantedFolder folder = PlantedFolder.open();
        Path last = segment(3, ".log");
        ByteBuffer whole = folder.content(last);
        folder.cut(last, SEGMENT_BYTES - 50);
        var disk =
                new PeepingDisk(
                        folder.disk(),
                        file -> {},
                        file -> {
                            if (file.equals(last)) {
                                folder.write(last, whole.duplicate());
                            }
                        });
        // When
        var verified = PlantedFolder.verify(FolderUse.OPEN, disk);
        // Then
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.tally().batches()).isEqualTo(22);
    }

    @Test
    void whatIsCutOffWhileItIsReadIsNoDamage() throws IOException {
        // Given a write that fails half-way and is taken back
        PlantedFolder folder = PlantedFolder.open();
        Path last = segment(3, ".log");
        folder.cut(last, SEGMENT_BYTES - 50);
        var disk =
                new PeepingDisk(
                        folder.disk(),
                        file -> {},
                        file -> {
                            if (file.equals(last)) {
                                folder.cut(last, SEGMENT_BYTES - BATCH_BYTES);
                            }
                        });
        // When
        var verified = PlantedFolder.verify(FolderUse.OPEN, disk);
        // Then
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.tally().batches()).isEqualTo(21);
    }

    @Test
    void topicThatIsDeletedWhileItIsReadIsNoDamage() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        Path away = ROOT.resolve("orders-0.0123456789abcdef0123456789abcdef-delete");
        var disk =
                new PeepingDisk(
                        folder.disk(),
                        file -> {
                            if (file.equals(segment(1, ".log"))
                                    && folder.disk().isDirectory(ORDERS)) {
                                folder.disk().rename(ORDERS, away);
                            }
                        },
                        file -> {});
        // When
        var verified = PlantedFolder.verify(FolderUse.OPEN, disk);
        // Then
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.tally().batches()).isEqualTo(7);
    }

    @Test
    void folderThatIsTakenIntoUseWhileItIsReadIsReadAsOneInUse() throws IOException {
        // Given a mark of a close that goes with the first change
        PlantedFolder folder = PlantedFolder.closed();
        Path last = segment(3, ".log");
        folder.write(ROOT.resolve("recovery-point-offset-checkpoint"), "0\n1\norders 0 38\n");
        folder.write(ROOT.resolve("replication-offset-checkpoint"), "0\n1\norders 0 38\n");
        folder.write(ROOT.resolve("index-point-offset-checkpoint"), "0\n1\norders 0 38\n");
        var disk =
                new PeepingDisk(
                        folder.disk(),
                        file -> {
                            if (file.equals(last)) {
                                folder.disk().delete(ROOT.resolve(".kafka_cleanshutdown"));
                                folder.cut(last, SEGMENT_BYTES - 50);
                            }
                        },
                        file -> {});
        // When
        var verified = PlantedFolder.verify(FolderUse.OPEN, disk);
        // Then
        assertThat(verified.tally().batches()).isEqualTo(21);
        assertThat(verified.findings()).singleElement().asString().endsWith("being written");
    }

    @Test
    void listsWhatWasMovedAside() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        Path aside = USERS.resolve("00000000000000000000.log.damaged-161-322");
        folder.write(aside, "damage");
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings())
                .extracting(Finding::severity, Finding::file)
                .containsExactly(tuple(Severity.NOTE, aside));
        assertThat(verified.tally().isSound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recovery-point-offset-checkpoint",
                "replication-offset-checkpoint",
                "log-start-offset-checkpoint"
            })
    void checkpointBeyondTheEndIsDamage(String name) throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        folder.write(ROOT.resolve(name), "0\n2\norders 0 41\nusers 0 4\n");
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings())
                .singleElement()
                .hasToString(
                        ROOT.resolve(name)
                                + ": has offset 41 for orders-0, whose batches end at offset 40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recovery-point-offset-checkpoint",
                "orders-0/leader-epoch-checkpoint",
                "orders-0/partition.metadata"
            })
    void unreadableTextFileIsDamage(String name) throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.closed();
        folder.write(ROOT.resolve(name), "?");
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.damages()).extracting(Finding::file).contains(ROOT.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {".index", ".timeindex"})
    void missingIndexIsDamageOnlyWhereItShouldBe(String suffix) throws IOException {
        // Given
        PlantedFolder closed = PlantedFolder.closed();
        closed.disk().delete(segment(3, suffix));
        PlantedFolder open = PlantedFolder.open();
        open.disk().delete(segment(3, suffix));
        // When
        var shut = closed.verify(FolderUse.UNKNOWN);
        var running = open.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(shut.damages()).extracting(Finding::file).containsExactly(segment(3, suffix));
        assertThat(running.findings()).isEmpty();
    }

    @Test
    void roomForEntriesInAnIndexThatGrowsIsNoDamage() throws IOException {
        // Given the indexes of an Apache Kafka that runs
        PlantedFolder folder = PlantedFolder.open();
        folder.write(segment(3, ".index"), ByteBuffer.allocate(800));
        folder.write(segment(3, ".timeindex"), ByteBuffer.allocate(1200));
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.findings()).isEmpty();
    }

    @Test
    void wrongEntryOfAnIndexThatIsMadeAnewAnywayIsOnlyNoted() throws IOException {
        // Given
        PlantedFolder folder = PlantedFolder.open();
        folder.write(segment(3, ".index"), ByteBuffer.allocate(8).putInt(3).putInt(7).flip());
        // When
        var crashed = folder.verify(FolderUse.CRASHED).tally();
        var open = folder.verify(FolderUse.OPEN).tally();
        // Then
        assertThat(crashed).extracting(Tally::damages, Tally::notes).containsExactly(0L, 1L);
        assertThat(open).extracting(Tally::damages, Tally::notes).containsExactly(1L, 0L);
    }

    @Test
    void tellsAtMostAHundredFindingsPerFileAndCountsAll() throws IOException {
        // Given entries that point nowhere
        PlantedFolder folder = PlantedFolder.closed();
        ByteBuffer entries = ByteBuffer.allocate(8 * 150);
        for (int i = 1; i <= 150; i++) {
            entries.putInt(i).putInt(i);
        }
        folder.write(segment(0, ".index"), entries.flip());
        // When
        var verified = folder.verify(FolderUse.UNKNOWN);
        // Then
        assertThat(verified.tally().damages()).isEqualTo(150);
        assertThat(verified.findings()).hasSize(100);
    }

    @Test
    void refusesWhatIsNoDataFolder() {
        var disk = new MemoryDisk();
        disk.createDirectory(ROOT);

        assertThatThrownBy(() -> PlantedFolder.verify(FolderUse.UNKNOWN, disk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no data folder");
    }
}
