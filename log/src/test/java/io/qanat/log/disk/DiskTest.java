package io.qanat.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What both disks must do alike.
class DiskTest {
    @TempDir Path path;

    static Stream<Disk> disks() {
        return Stream.of(new FileDisk(), new MemoryDisk());
    }

    @ParameterizedTest
    @MethodSource("disks")
    void writesGrowTheFileAndLeaveZerosBetween(Disk disk) throws IOException {
        disk.createDirectory(path);
        try (DiskFile file = disk.open(path.resolve("f"), Access.WRITE)) {
            // When
            file.writeFully(bytes(1, 2, 3), 0);
            file.truncate(1);
            file.writeFully(bytes(9), 3);
            // Then
            assertThat(file.sizeInBytes()).isEqualTo(4);
            assertThat(disk.content(path.resolve("f"), 10)).isEqualTo(bytes(1, 0, 0, 9));
            assertThat(file.read(ByteBuffer.allocate(1), 4)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("disks")
    void largeContentsComeBackWhole(Disk disk) throws IOException {
        disk.createDirectory(path);
        ByteBuffer large = ByteBuffer.allocate(1_000_003);
        for (int i = 0; i < large.capacity(); i++) {
            large.put(i, (byte) (i * 31));
        }
        // When
        try (DiskFile file = disk.open(path.resolve("f"), Access.WRITE)) {
            file.writeFully(large.duplicate(), 5);
        }
        // Then
        ByteBuffer content = disk.content(path.resolve("f"), 2_000_000);
        assertThat(content.slice(5, large.capacity())).isEqualTo(large);
    }

    @ParameterizedTest
    @MethodSource("disks")
    void renamedFolderTakesItsFilesAlong(Disk disk) throws IOException {
        // Given
        disk.createDirectory(path.resolve("a"));
        disk.open(path.resolve("a/f"), Access.WRITE).close();
        // When
        disk.rename(path.resolve("a"), path.resolve("b"));
        // Then
        assertThat(disk.list(path)).containsExactly("b");
        assertThat(disk.list(path.resolve("b"))).containsExactly("f");
        assertThat(disk.exists(path.resolve("a/f"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("disks")
    void renamedFileReplacesAnother(Disk disk) throws IOException {
        // Given
        disk.createDirectory(path);
        disk.open(path.resolve("old"), Access.WRITE).close();
        try (DiskFile file = disk.open(path.resolve("new"), Access.WRITE)) {
            file.writeFully(bytes(7), 0);
        }
        // When
        disk.rename(path.resolve("new"), path.resolve("old"));
        // Then
        assertThat(disk.list(path)).containsExactly("old");
        assertThat(disk.content(path.resolve("old"), 10)).isEqualTo(bytes(7));
    }

    @ParameterizedTest
    @MethodSource("disks")
    void deletesFilesAndEmptyDirectoriesOnly(Disk disk) throws IOException {
        // Given
        disk.createDirectory(path.resolve("a"));
        disk.open(path.resolve("a/f"), Access.WRITE).close();
        // When
        assertThatThrownBy(() -> disk.delete(path.resolve("a"))).isInstanceOf(IOException.class);
        disk.delete(path.resolve("a/f"));
        disk.delete(path.resolve("a"));
        disk.delete(path.resolve("a"));
        // Then
        assertThat(disk.list(path)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("disks")
    void readingNeedsAFile(Disk disk) throws IOException {
        disk.createDirectory(path);
        assertThatThrownBy(() -> disk.open(path.resolve("f"), Access.READ))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @MethodSource("disks")
    void lockIsHeldOnceAndItsNoteIsWholeOrNone(Disk disk) throws IOException {
        // Given
        disk.createDirectory(path);
        Path file = path.resolve(".lock");
        DiskLock lock = disk.tryLock(file).orElseThrow();
        assertThat(disk.lockNote(file)).isEmpty();
        // When
        lock.note("who");
        // Then
        assertThat(disk.tryLock(file)).isEmpty();
        assertThat(disk.lockNote(file)).contains("who");
        lock.close();
        assertThat(disk.lockNote(file)).isEmpty();
        disk.tryLock(file).orElseThrow().close();
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
