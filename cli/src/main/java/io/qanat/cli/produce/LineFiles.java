package io.qanat.cli.produce;

import io.qanat.cli.text.LineSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files that are to be sent, one after the other; `-` and an empty list stand for stdin.
/// Confined to the thread that reads.
public final class LineFiles {
    private static final Path STDIN = Path.of("-");

    private final List<Path> files;
    private final ReadableByteChannel stdin;

    /// Opens nothing yet.
    public LineFiles(List<Path> files, ReadableByteChannel stdin) {
        this.files = files.isEmpty() ? List.of(STDIN) : List.copyOf(files);
        this.stdin = stdin;
    }

    /// The first file that cannot be read.
    public Optional<Path> unreadable() {
        return files.stream()
                .filter(file -> !file.equals(STDIN))
                .filter(file -> Files.isDirectory(file) || !Files.isReadable(file))
                .findFirst();
    }

    /// Whether a file is among them.
    public boolean contains(Path file) throws IOException {
        for (var mine : files) {
            if (!mine.equals(STDIN) && Files.exists(file) && Files.isSameFile(mine, file)) {
                return true;
            }
        }
        return false;
    }

    /// Sends all lines. A file that cannot be read to its end is told as a line that failed, and
    /// ends the sending.
    ///
    /// @param lineBytesKept a longer line is skipped without being held in memory
    /// @throws InterruptedException when the thread is interrupted; what was read so far is on its
    ///   way
    public void sendTo(LineProducer producer, int lineBytesKept) throws InterruptedException {
        for (var file : files) {
            var name = file.equals(STDIN) ? "stdin" : file.toString();
            try (var channel = file.equals(STDIN) ? stdin : FileChannel.open(file)) {
                producer.send(name, new LineSource(channel, lineBytesKept));
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException("while reading " + name);
            } catch (IOException e) {
                producer.failed(name, e);
                return;
            }
        }
    }
}
