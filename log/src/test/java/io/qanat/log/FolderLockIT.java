package io.qanat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockIT {
    @TempDir Path path;

    @Test
    void folderHeldByAForeignProcessIsInUseWithoutANote() throws Exception {
        // Given
        Process holder = start();
        // When
        assertThat(answer(holder)).isEqualTo("locked");
        // Then
        assertThatThrownBy(() -> DataFolder.open(path))
                .isInstanceOfSatisfying(
                        FolderInUseException.class, e -> assertThat(e.note()).isEmpty());
        end(holder);
        DataFolder.open(path).close();
    }

    @Test
    void folderHeldHereIsClosedToOtherProcessesEvenAfterItsNoteWasRead() throws Exception {
        try (DataFolder folder = DataFolder.open(path)) {
            // Given
            folder.note("here");
            assertThat(DataFolder.holderNote(path)).contains("here");
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(FolderInUseException.class);
            // When
            Process other = start();
            // Then
            assertThat(answer(other)).isEqualTo("taken here");
            end(other);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForeignHolder.class.getName(),
                        path.resolve(".lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String answer(Process process) throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(lines.readLine());
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }
}
