package io.qanat.log.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderFormatsTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final TextFile file = new TextFile(disk, Path.of("/data/file"));

    @BeforeEach
    void makeFolder() {
        disk.createDirectory(Path.of("/data"));
    }

    @Test
    void offsetsOfPartitionsAreWrittenAsKafkaDoes() throws IOException {
        // Given
        var offsets = new LinkedHashMap<String, Long>();
        offsets.put("my-topic-10", 1027L);
        offsets.put("b-0", 0L);
        // When
        file.replace(OffsetCheckpoint.text(offsets));
        // Then
        assertThat(file.lines())
                .containsExactly("0", "3", "my-topic 10 1027", "b 0 0", "#crc32c 0 3418469772");
        assertThat(OffsetCheckpoint.read(file)).isEqualTo(offsets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1\n0\n",
                "0\n",
                "0\nx\n",
                "0\n2\na 0 1\n",
                "0\n1\na 0\n",
                "0\n1\na 0 1 2\n",
                "0\n1\na 0 one\n",
                "0\n-1\n"
            })
    void damagedOffsetsAreRefused(String content) throws IOException {
        // When
        file.replace(content);
        // Then
        assertThatThrownBy(() -> OffsetCheckpoint.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void leaderEpochsAreWrittenAsKafkaDoes() throws IOException {
        // Given
        var starts = new TreeMap<>(Map.of(0, 0L, 3, 1027L));
        // When
        EpochCheckpoint.write(file, starts);
        // Then
        assertThat(file.lines()).containsExactly("0", "4", "0 0", "0 0", "3 1027", "3 1027");
        assertThat(EpochCheckpoint.read(file)).isEqualTo(starts);
    }

    @Test
    void topicIdIsWrittenAsKafkaDoes() throws IOException {
        // Given
        UUID id = new UUID(0x4fac80ea5fb34a31L, 0x9e2e4dbc4f9cb9a1L);
        // When
        PartitionMetadata.write(file, id);
        // Then
        assertThat(file.lines())
                .containsExactly(
                        "version: 0",
                        "topic_id: T6yA6l-zSjGeLk28T5y5oQ",
                        "again: T6yA6l-zSjGeLk28T5y5oQ 3188303740");
        assertThat(PartitionMetadata.read(file)).isEqualTo(id);
    }

    @Test
    void filesOfKafkaAreReadButNotTakenForProven() throws IOException {
        // When
        file.replace("0\n2\na 0 1\nb 0 2\n");
        // Then
        assertThat(OffsetCheckpoint.offsets(file))
                .isEqualTo(new OffsetCheckpoint.Offsets(Map.of("a-0", 1L, "b-0", 2L), false));
        // When
        file.replace("0\n2\n0 0\n3 1027\n");
        // Then
        assertThat(EpochCheckpoint.epochs(file))
                .isEqualTo(
                        new EpochCheckpoint.Epochs(new TreeMap<>(Map.of(0, 0L, 3, 1027L)), false));
        // When
        file.replace("version: 0\ntopic_id: T6yA6l-zSjGeLk28T5y5oQ");
        // Then
        assertThat(PartitionMetadata.read(file))
                .isEqualTo(new UUID(0x4fac80ea5fb34a31L, 0x9e2e4dbc4f9cb9a1L));
    }

    @Test
    void noFlippedBitMakesACheckpointProveSomethingElse() throws IOException {
        // Given
        file.replace(OffsetCheckpoint.text(Map.of("a-0", 1L)));
        // Then
        forEachFlip(() -> {
            var found = OffsetCheckpoint.offsets(file);
            assertThat(found.proven() && !found.byPartition().equals(Map.of("a-0", 1L))).isFalse();
        });
        for (var starts : List.of(Map.of(0, 0L), Map.of(0, 0L, 1, 9L, 12, 100L))) {
            // Given
            EpochCheckpoint.write(file, new TreeMap<>(starts));
            // Then
            forEachFlip(() -> {
                var found = EpochCheckpoint.epochs(file);
                assertThat(found.proven() && !found.starts().equals(starts)).isFalse();
            });
        }
    }

    @Test
    void topicIdSurvivesAnyFlippedBit() throws IOException {
        // Given
        UUID id = new UUID(0x4fac80ea5fb34a31L, 0x9e2e4dbc4f9cb9a1L);
        PartitionMetadata.write(file, id);
        // Then
        int read = forEachFlip(() -> assertThat(PartitionMetadata.read(file)).isEqualTo(id));
        assertThat(read).isEqualTo(8 * disk.content(file.path(), 1000).limit());
    }

    /// Something that is checked of a file, if it can be read.
    private interface Check {
        void run() throws IOException;
    }

    /// Runs a check with each bit of the file flipped; says how often the file could be read.
    private int forEachFlip(Check check) throws IOException {
        ByteBuffer content = disk.content(file.path(), 1000);
        int read = 0;
        for (int bit = 0; bit < 8 * content.limit(); bit++) {
            ByteBuffer flipped = ByteBuffer.allocate(content.limit()).put(content.duplicate());
            flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ (1 << (bit % 8))));
            disk.open(file.path(), Disk.Access.WRITE).writeFully(flipped.flip(), 0);
            try {
                check.run();
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(file.path().toString());
            }
        }
        disk.open(file.path(), Disk.Access.WRITE).writeFully(content, 0);
        return read;
    }

    @Test
    void damagedTopicIdIsRefused() throws IOException {
        for (String content :
                List.of(
                        "",
                        "version: 0",
                        "version: 1\ntopic_id: T6yA6l-zSjGeLk28T5y5oQ",
                        "version: 0\ntopic_id: short",
                        "version: 0\ntopic_id: T6yA6l-zSjGeLk28T5y5o!")) {
            // When
            file.replace(content);
            // Then
            assertThatThrownBy(() -> PartitionMetadata.read(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void propertiesOfAKafkaNodeAreRead() throws IOException {
        // Given
        file.replace(
                """
                #
                #Sat Nov 21 00:00:00 UTC 2026
                node.id=3
                directory.id=T3Qm5WvGRHqHbMbg1ySxJA
                version=1
                cluster.id=4L6g3nShT-eMCtK--X86sw
                """);
        // When
        MetaProperties properties = MetaProperties.read(file);
        // Then
        assertThat(properties)
                .isEqualTo(
                        new MetaProperties(
                                1, "4L6g3nShT-eMCtK--X86sw", 3, "T3Qm5WvGRHqHbMbg1ySxJA", 0));
    }

    @Test
    void propertiesWithoutAVersionAreRefused() throws IOException {
        // When
        file.replace("node.id=3\n");
        // Then
        assertThatThrownBy(() -> MetaProperties.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version");
    }

    @Test
    void idsSurviveTheirTextForm() {
        for (int i = 0; i < 1000; i++) {
            // Given
            UUID id = KafkaId.random();
            // When
            String text = KafkaId.text(id);
            // Then
            assertThat(text).hasSize(22).doesNotStartWith("-");
            assertThat(KafkaId.parse(text)).isEqualTo(id);
        }
    }
}
