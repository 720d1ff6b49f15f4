package io.qanat.cli.produce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The notes beside a file about how far it was sent to a topic: `FILE.TOPIC.progress`. Immutable.
///
/// @param path where they are
public record ProgressFile(Path path) {
    /// The notes about a file and a topic.
    public static ProgressFile of(Path file, String topic) {
        return new ProgressFile(
                file.resolveSibling(file.getFileName() + "." + topic + ".progress"));
    }

    /// What was noted.
    ///
    /// @throws ProgressException when it cannot be read
    public Optional<Snapshot> read() {
        try {
            return Optional.of(Snapshot.parse(Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ProgressException(
                    path + " does not tell how far the file was sent: " + e.getMessage(), e);
        }
    }

    /// Notes this instead of what is there.
    ///
    /// @throws ProgressException when it cannot be written
    void write(Snapshot snapshot) {
        var beside = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.writeString(beside, snapshot.text());
            Files.move(
                    beside,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProgressException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
