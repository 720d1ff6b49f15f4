package io.qanat.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    @TempDir private Path folder;

    @Test
    void touchesOnlyWhatChanged() throws IOException {
        // Given
        run();
        Path changed = folder.resolve("io/qanat/protocol/message/FetchRequest.java");
        Path stale = folder.resolve("io/qanat/protocol/message/Stale.java");
        Files.writeString(changed, "other");
        Files.writeString(stale, "left behind");
        for (Path file : files()) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }

        // When
        run();

        // Then
        assertThat(stale).doesNotExist();
        assertThat(files()).filteredOn(file -> !isOld(file)).containsExactly(changed);
    }

    @Test
    void generatesARecordForEachMessage() throws IOException {
        // When
        run();

        // Then
        assertThat(folder.resolve("io/qanat/protocol/ApiKey.java")).exists();
        assertThat(folder.resolve("io/qanat/protocol/message/ProduceRequest.java"))
                .content()
                .contains("public record ProduceRequest(", "public record TopicProduceData(");
        assertThat(folder.resolve("io/qanat/protocol/metadata/TopicRecord.java")).exists();
    }

    private void run() throws IOException {
        Main.main(new String[] {folder.toString()});
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isOld(Path file) {
        try {
            return Files.getLastModifiedTime(file).equals(LONG_AGO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
