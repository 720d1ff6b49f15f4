package io.qanat.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedDiskTest {
    private static final int LIMIT = 4;
    private static final int FILES = 100;
    private static final int READERS = 6;
    private static final int READS_EACH = 5_000;

    @TempDir Path path;

    private final CountingDisk counting = new CountingDisk(new FileDisk());
    private final Disk disk = new BoundedDisk(counting, LIMIT);

    @Test
    void hundredFilesAreWrittenAndReadWithFourOpen() throws IOException {
        // When
        List<DiskFile> files = filled(FILES);
        for (int i = 0; i < FILES; i++) {
            append(files.get(i), 8, -i);
        }
        // Then
        for (int i = 0; i < FILES; i++) {
            assertThat(number(files.get(i), 0)).isEqualTo(i);
            assertThat(number(files.get(i), 8)).isEqualTo(-i);
        }
        assertThat(counting.openMost()).isEqualTo(LIMIT);
        closeAll(files);
        assertThat(counting.openNow()).isZero();
    }

    @Test
    void manyReadersReadRightAndNoFileIsClosedUnderThem() throws Exception {
        // Given
        closeAll(filled(FILES));
        List<DiskFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(disk.open(file(i), Access.READ));
        }
        // When
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            var reading = new ArrayList<Future<?>>();
            for (int reader = 0; reader < READERS; reader++) {
                var random = new SplittableRandom(reader);
                reading.add(readers.submit(() -> readAtRandom(files, random)));
            }
            // Then
            for (Future<?> one : reading) {
                one.get();
            }
        }
        assertThat(counting.closedInUse()).isZero();
        assertThat(counting.openMost()).isBetween(LIMIT, LIMIT + READERS);
    }

    private static Object readAtRandom(List<DiskFile> files, SplittableRandom random)
            throws IOException {
        for (int i = 0; i < READS_EACH; i++) {
            int at = random.nextInt(FILES);
            assertThat(number(files.get(at), 0)).isEqualTo(at);
        }
        return files;
    }

    @Test
    void fileInUseStaysOpenWhileOthersTakeTurns() throws IOException {
        // Given
        List<DiskFile> files = filled(FILES);
        forceAll(files);
        int before = counting.openings();
        // When
        for (int i = 1; i < FILES; i++) {
            number(files.get(0), 0);
            number(files.get(i), 0);
        }
        // Then
        assertThat(counting.openings() - before).isBetween(FILES - LIMIT - 1, FILES + 1);
    }

    @Test
    void unsyncedFileIsClosedLastAndSyncedBefore() throws IOException {
        // Given
        List<DiskFile> files = filled(2 * LIMIT);
        forceAll(files);
        append(files.get(0), 8, 1);
        counting.synced.clear();
        // When
        for (int i = 1; i < 2 * LIMIT; i++) {
            number(files.get(i), 0);
        }
        // Then
        assertThat(counting.synced).isEmpty();
        // When
        for (int i = 1; i <= LIMIT; i++) {
            append(files.get(i), 8, 1);
        }
        // Then
        assertThat(counting.synced).hasSize(1);
        assertThat(counting.openMost()).isEqualTo(LIMIT);
    }

    @Test
    void failedSyncBeforeClosingIsNeverForgotten() throws IOException {
        // Given
        DiskFile file = disk.open(file(0), Access.WRITE);
        append(file, 0, 1);
        counting.failsForces = true;
        var others = new ArrayList<DiskFile>();
        // When
        for (int i = 1; i <= LIMIT; i++) {
            others.add(disk.open(file(i), Access.WRITE));
            append(others.getLast(), 0, i);
        }
        counting.failsForces = false;
        // Then
        assertThat(counting.synced).containsExactly("0");
        assertThatThrownBy(file::force).hasMessageContaining("an earlier sync");
        assertThatThrownBy(() -> append(file, 8, 2)).hasMessageContaining("an earlier sync");
        assertThat(number(file, 0)).isEqualTo(1);
    }

    @Test
    void failedSyncIsNotTriedAgain() throws IOException {
        // Given
        DiskFile file = disk.open(file(0), Access.WRITE);
        append(file, 0, 1);
        counting.failsForces = true;
        assertThatThrownBy(file::force).hasMessageContaining("injected");
        counting.failsForces = false;
        // When, Then
        assertThatThrownBy(file::force).hasMessageContaining("an earlier sync");
    }

    @Test
    void readersDoNotSyncWhatOthersWrote() throws IOException {
        // Given
        filled(LIMIT);
        counting.synced.clear();
        // When
        DiskFile reader = disk.open(file(0), Access.READ);
        // Then
        assertThat(number(reader, 0)).isZero();
        assertThat(counting.synced).isEmpty();
        assertThat(counting.openNow()).isEqualTo(LIMIT + 1);
    }

    @Test
    void deletedFileDoesNotComeBackEmpty() throws IOException {
        // Given
        List<DiskFile> files = filled(LIMIT + 1);
        disk.delete(file(0));
        // When, Then
        assertThatThrownBy(() -> append(files.get(0), 0, 1))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(disk.exists(file(0))).isFalse();
    }

    @Test
    void closedFileCannotBeUsedAgain() throws IOException {
        // Given
        List<DiskFile> files = filled(LIMIT + 1);
        // When
        closeAll(files);
        // Then
        for (DiskFile file : files) {
            assertThatThrownBy(() -> number(file, 0)).isInstanceOf(ClosedChannelException.class);
        }
        assertThat(counting.openNow()).isZero();
    }

    @Test
    void interruptedReaderLeavesTheFileUsable() throws Exception {
        // Given
        closeAll(filled(1));
        DiskFile file = disk.open(file(0), Access.READ);
        var reader =
                new Thread(() -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> number(file, 0))
                            .isInstanceOf(ClosedChannelException.class);
                });
        // When
        reader.start();
        reader.join();
        // Then
        assertThat(counting.openNow()).isZero();
        assertThat(number(file, 0)).isZero();
    }

    private Path file(int index) {
        return path.resolve(Integer.toString(index));
    }

    /// So many files, each with its number, open for writing.
    private List<DiskFile> filled(int count) throws IOException {
        var files = new ArrayList<DiskFile>();
        for (int i = 0; i < count; i++) {
            files.add(disk.open(file(i), Access.WRITE));
            append(files.get(i), 0, i);
        }
        return files;
    }

    private static void append(DiskFile file, long position, long number) throws IOException {
        file.writeFully(ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), position);
    }

    private static long number(DiskFile file, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        file.readFully(bytes, position);
        return bytes.flip().getLong();
    }

    private static void forceAll(List<DiskFile> files) throws IOException {
        for (DiskFile file : files) {
            file.force();
        }
    }

    private static void closeAll(List<DiskFile> files) throws IOException {
        for (DiskFile file : files) {
            file.close();
        }
    }
}
