package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir Path path;

    @Test
    void keepsItsIdsAcrossOpenings() {
        // Given
        UUID cluster;
        UUID directory;
        try (DataFolder folder = DataFolder.open(path.resolve("new/deep"))) {
            cluster = folder.clusterId();
            directory = folder.directoryId();
        }
        // When
        try (DataFolder again = DataFolder.open(path.resolve("new/deep"))) {
            // Then
            assertThat(again.clusterId()).isEqualTo(cluster);
            assertThat(again.directoryId()).isEqualTo(directory);
            assertThat(again.nodeId()).isZero();
        }
    }

    @Test
    void secondOpeningFindsItInUseWithTheNote() {
        try (DataFolder folder = DataFolder.open(path)) {
            // When
            folder.note("/run/broker.sock pid=1");
            // Then
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOfSatisfying(
                            FolderInUseException.class,
                            e -> assertThat(e.note()).contains("/run/broker.sock pid=1"));
            assertThat(DataFolder.holderNote(path)).contains("/run/broker.sock pid=1");
        }
        assertThat(DataFolder.holderNote(path)).isEmpty();
    }

    @Test
    void folderOfANewerVersionIsRefused() throws Exception {
        // Given
        DataFolder.open(path).close();
        Path file = path.resolve("meta.properties");
        Files.writeString(file, unsummed(Files.readString(file)).replace("version=1", "version=2"));
        // Then
        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(FolderVersionException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void folderOfANewerFormatIsRefusedAndGivenFree() throws Exception {
        // Given
        DataFolder.open(path).close();
        Path file = path.resolve("meta.properties");
        String content = Files.readString(file);
        Files.writeString(file, unsummed(content).replace("qanat.format=1", "qanat.format=9"));
        assertThatThrownBy(() -> DataFolder.open(path)).isInstanceOf(FolderVersionException.class);
        // When
        Files.writeString(file, content);
        // Then
        DataFolder.open(path).close();
    }

    @Test
    void identityCardThatIsNotWhatItWasIsRefused() throws Exception {
        // Given
        DataFolder.open(path).close();
        Path file = path.resolve("meta.properties");
        String content = Files.readString(file);
        // When
        Files.writeString(file, content.replace("node.id=0", "node.id=1"));
        // Then
        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("meta.properties does not have its checksum");
    }

    private static String unsummed(String content) {
        return content.replaceAll("#crc32c=.*\\n", "");
    }

    @Test
    void foldersWithPartitionsButNoIdentityAreRefused() throws Exception {
        // When
        Files.createDirectories(path.resolve("orders-0"));
        // Then
        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOf(FolderVersionException.class)
                .hasMessageContaining("meta.properties");
    }
}
