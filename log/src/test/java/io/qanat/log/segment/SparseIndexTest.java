package io.qanat.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.MemoryDisk;
import io.qanat.log.segment.SparseIndex.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparseIndexTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final PartitionFolder folder = new PartitionFolder(disk, Path.of("/data/a-0"));
    private final Path offsets = Path.of("/data/a-0/00000000000000000007.index");

    @BeforeEach
    void makeFolder() {
        disk.createDirectory(folder.path());
    }

    @Test
    void findsTheGreatestKeyAtOrBeforeWhereverThePairsAre() throws IOException {
        for (int flushedAfter = 0; flushedAfter <= 40; flushedAfter += 8) {
            // Given
            SparseIndex index = SparseIndex.ofOffsets(folder, 7);
            for (int i = 0; i < 40; i++) {
                if (i == flushedAfter) {
                    index.flush(false);
                }
                index.add(10 + i * 3, i * 100);
            }
            for (int key = 0; key < 140; key++) {
                // When
                Optional<Pair> found = index.floor(key);
                // Then
                int at = Math.min((key - 10) / 3, 39);
                Optional<Pair> expected =
                        key < 10 ? Optional.empty() : Optional.of(new Pair(10 + at * 3, at * 100));
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @Test
    void fileHasExactlyThePairsInKafkasForm() throws IOException {
        // Given
        disk.open(offsets, Disk.Access.WRITE).writeFully(ByteBuffer.allocate(1000), 0);
        SparseIndex index = SparseIndex.ofOffsets(folder, 7);
        SparseIndex times = SparseIndex.ofTimes(folder, 7);
        // When
        index.add(5, 4100);
        index.flush(true);
        index.add(9, 8300);
        index.flush(true);
        times.add(1_700_000_000_000L, 9);
        times.flush(true);
        // Then
        assertThat(disk.content(offsets, 1000))
                .isEqualTo(
                        ByteBuffer.allocate(16)
                                .putInt(5)
                                .putInt(4100)
                                .putInt(9)
                                .putInt(8300)
                                .flip());
        assertThat(disk.content(Path.of("/data/a-0/00000000000000000007.timeindex"), 1000))
                .isEqualTo(ByteBuffer.allocate(12).putLong(1_700_000_000_000L).putInt(9).flip());
    }

    @Test
    void loadedIndexGoesOnWhereTheFileEnds() throws IOException {
        // Given
        SparseIndex before = SparseIndex.ofOffsets(folder, 7);
        before.add(5, 4100);
        before.flush(true);
        SparseIndex index = SparseIndex.ofOffsets(folder, 7);
        // When
        boolean whole = index.load(before.sum());
        index.add(9, 8300);
        // Then
        assertThat(whole).isTrue();
        assertThat(index.last()).contains(new Pair(9, 8300));
        assertThat(index.floor(8)).contains(new Pair(5, 4100));
    }

    @Test
    void anyOtherFileIsNotTaken() throws IOException {
        // Given
        SparseIndex written = SparseIndex.ofOffsets(folder, 7);
        written.add(5, 4100);
        written.add(9, 8300);
        written.flush(true);
        ByteBuffer content = disk.content(offsets, 1000);
        for (int bit = 0; bit < 8 * content.limit(); bit++) {
            // When
            flip(bit);
            // Then
            assertThat(SparseIndex.ofOffsets(folder, 7).load(written.sum())).isFalse();
            assertThat(written.isWhole()).isFalse();
            flip(bit);
        }
        assertThat(SparseIndex.ofOffsets(folder, 7).load(written.sum())).isTrue();
        for (int size = 0; size < content.limit(); size++) {
            disk.open(offsets, Disk.Access.WRITE).truncate(content.limit() - 1 - size);
            assertThat(SparseIndex.ofOffsets(folder, 7).load(written.sum())).isFalse();
            assertThat(written.isWhole()).isFalse();
        }
        disk.delete(offsets);
        assertThat(SparseIndex.ofOffsets(folder, 7).load(written.sum())).isFalse();
        assertThat(written.isWhole()).isFalse();
    }

    private void flip(int bit) throws IOException {
        ByteBuffer content = disk.content(offsets, 1000);
        content.put(bit / 8, (byte) (content.get(bit / 8) ^ (1 << (bit % 8))));
        disk.open(offsets, Disk.Access.WRITE).writeFully(content, 0);
    }
}
