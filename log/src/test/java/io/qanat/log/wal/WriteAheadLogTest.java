package io.qanat.log.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.disk.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteAheadLogTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FIRST_FILE = ROOT.resolve("0.wal");
    private static final WalAddress ORDERS = new WalAddress("orders", new UUID(1, 2), 3);
    private static final int BATCH_BYTES = 100;
    private static final int ENTRY_BYTES = 80 + 104;
    private static final WalLimits LARGE = new WalLimits(1 << 20, 4);

    /// Room for three entries in a file.
    private static final WalLimits SMALL = new WalLimits(WalHeader.SIZE_BYTES + 3 * ENTRY_BYTES, 3);

    private final MemoryDisk disk = new MemoryDisk();
    private long nextOffset;

    @BeforeEach
    void createFolder() {
        disk.createDirectory(ROOT);
    }

    @Test
    void givesBackWhatItTook() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 3);
        log.sync();
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L, 2L);
        assertThat(scan.batches(scan.entries().get(1))).isEqualTo(batch(1));
        assertThat(scan.entries().get(2).entry().address().toString()).isEqualTo("orders-3");
        assertThat(scan.damages()).isEmpty();
    }

    @Test
    void endsBeforeAGroupThatIsTornInItsMiddle() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 1);
        log.sync();
        append(log, 3);
        log.flush();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + 2 * ENTRY_BYTES + 100);
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L);
        assertThat(scan.damages()).isEmpty();
    }

    @Test
    void goesOnBehindDamageThatASyncHadCovered() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 3);
        log.sync();
        append(log, 1);
        log.sync();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + ENTRY_BYTES + 10);
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 2L, 3L);
        assertThat(scan.damages())
                .containsExactly(
                        new WalDamage(
                                FIRST_FILE,
                                WalHeader.SIZE_BYTES + 2 * ENTRY_BYTES,
                                ENTRY_BYTES,
                                2 * ENTRY_BYTES));
    }

    @Test
    void whatFollowsATornPlaceNeverComesBack() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 4);
        log.flush();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + ENTRY_BYTES + 100);
        nextOffset = 1;
        WriteAheadLog resumed = WalScan.of(disk, ROOT).resume(LARGE);
        append(resumed, 1);
        resumed.sync();
        append(resumed, 1);
        resumed.sync();
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L, 2L);
        assertThat(scan.damages()).isEmpty();
    }

    @Test
    void whatAnOpeningSkippedMayComeBackAndDoesNotCount() throws IOException {
        // Given entries behind a torn place, and an opening whose writes to their file are lost
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 1);
        log.sync();
        append(log, 3);
        log.flush();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + ENTRY_BYTES + 100);
        ByteBuffer found = disk.content(FIRST_FILE, 1 << 20);
        nextOffset = 1;
        WriteAheadLog resumed = WalScan.of(disk, ROOT).resume(LARGE);
        append(resumed, 2);
        resumed.sync();
        write(found);
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L, 2L);
        assertThat(scan.damages()).isEmpty();
    }

    @Test
    void gapIsSkippedAfterOpeningsThatWroteNothing() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, SMALL);
        append(log, 3);
        log.flush();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + ENTRY_BYTES + 100);
        for (int i = 0; i < 3; i++) {
            WriteAheadLog idle = WalScan.of(disk, ROOT).resume(SMALL);
            idle.reserve(ORDERS, BATCH_BYTES);
        }
        nextOffset = 1;
        WriteAheadLog resumed = WalScan.of(disk, ROOT).resume(SMALL);
        append(resumed, 5);
        resumed.sync();
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(scan.damages()).isEmpty();
        assertThat(disk.list(ROOT)).containsExactly("0.wal", "1.wal", "2.wal");
    }

    @Test
    void mendIsGivenNothingThatWasSkipped() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 4);
        log.flush();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + ENTRY_BYTES + 100);
        nextOffset = 1;
        WriteAheadLog resumed = WalScan.of(disk, ROOT).resume(LARGE);
        append(resumed, 1);
        resumed.sync();
        // When
        FoundBatches batches = resumed.batchesOf(ORDERS);
        // Then
        assertThat(batches.from(0)).hasValue(batch(0));
        assertThat(batches.from(1)).hasValue(batch(1));
        assertThat(batches.from(2)).isEmpty();
    }

    @Test
    void whatALieTookFromOneFileLeavesTheNextOneItsEntries() throws IOException {
        // Given a group that goes over the end of a file, all of it synced
        var log = new WriteAheadLog(disk, ROOT, SMALL);
        append(log, 4);
        log.sync();
        damage(FIRST_FILE, WalHeader.SIZE_BYTES + 2 * ENTRY_BYTES + 100);
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L, 3L);
        assertThat(scan.damages()).hasSize(1);
    }

    @Test
    void earlierRoundOfAFileDoesNotCount() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, SMALL);
        for (int i = 0; i < 20; i++) {
            append(log, 1);
            log.sync();
            log.recycle(log.finishedLsn());
        }
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsSubsequence(18L, 19L).doesNotContain(0L, 10L);
        assertThat(scan.damages()).isEmpty();
        assertThat(disk.list(ROOT)).containsExactly("0.wal", "1.wal");
    }

    @Test
    void oneDamagedCopyOfAHeaderDoesNoHarm() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 2);
        log.sync();
        damage(FIRST_FILE, 20);
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L);
    }

    @Test
    void fileWithoutAHeaderIsReadAllTheSame() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, LARGE);
        append(log, 2);
        log.sync();
        damage(FIRST_FILE, 20);
        damage(FIRST_FILE, 68);
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L);
    }

    @Test
    void entryLargerThanAFileHasOneForItself() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, SMALL);
        append(log, 1);
        ByteBuffer large = batch(1, 3 << 20);
        log.reserve(ORDERS, large.remaining());
        log.stage(ORDERS, 7, 1, 1, large);
        nextOffset = 2;
        append(log, 1);
        log.sync();
        // When
        WalScan scan = WalScan.of(disk, ROOT);
        // Then
        assertThat(offsets(scan)).containsExactly(0L, 1L, 2L);
        assertThat(scan.batches(scan.entries().get(1))).isEqualTo(large);
    }

    @Test
    void refusesMoreFilesThanItMayHave() throws IOException {
        // Given
        var log = new WriteAheadLog(disk, ROOT, SMALL);
        append(log, 9);
        // When / Then
        assertThat(log.isNearlyFull()).isTrue();
        assertThatThrownBy(() -> append(log, 1)).isInstanceOf(NoSpaceException.class);
        log.sync();
        log.recycle(log.finishedLsn());
        append(log, 1);
        log.sync();
        assertThat(offsets(WalScan.of(disk, ROOT))).contains(9L);
    }

    @Test
    void otherVersionIsRefused() throws IOException {
        // Given
        append(new WriteAheadLog(disk, ROOT, LARGE), 1);
        ByteBuffer header = disk.content(FIRST_FILE, 1 << 20);
        header.putInt(8, 3);
        var crc = new CRC32C();
        crc.update(header.slice(4, 44));
        header.putInt(0, (int) crc.getValue());
        write(header);
        // When / Then
        assertThatThrownBy(() -> WalScan.of(disk, ROOT))
                .isInstanceOf(WalVersionException.class)
                .hasMessageContaining("version 3");
    }

    private void append(WriteAheadLog log, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            log.reserve(ORDERS, BATCH_BYTES);
            log.stage(ORDERS, 7, nextOffset, nextOffset, batch(nextOffset));
            nextOffset++;
        }
    }

    private static List<Long> offsets(WalScan scan) {
        return scan.entries().stream().map(found -> found.entry().baseOffset()).toList();
    }

    private static ByteBuffer batch(long offset) {
        return batch(offset, BATCH_BYTES);
    }

    private static ByteBuffer batch(long offset, int sizeBytes) {
        ByteBuffer batch = ByteBuffer.allocate(sizeBytes);
        batch.putLong(offset).putInt(sizeBytes - 12).putInt(7).put((byte) 2).putInt(0);
        batch.putShort((short) 0).putInt(0).putLong(offset).putLong(offset);
        batch.putLong(-1).putShort((short) -1).putInt(-1).putInt(1).rewind();
        var crc = new CRC32C();
        crc.update(batch.slice(21, sizeBytes - 21));
        return batch.putInt(17, (int) crc.getValue());
    }

    private void damage(Path path, int at) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.readFully(one, at);
            file.writeFully(one.put(0, (byte) (one.get(0) ^ 1)).rewind(), at);
        }
    }

    private void write(ByteBuffer content) throws IOException {
        try (DiskFile file = disk.open(FIRST_FILE, Disk.Access.WRITE)) {
            file.writeFully(content, 0);
        }
    }
}
