package io.qanat.it;

import io.qanat.it.peer.PeerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Which exchanges passed, as lines of `broker writer codec reader` in `target/interop.txt`.
final class Evidence {
    private static final Path FILE =
            Path.of(System.getProperty("it.folder", ""), "target", "interop.txt");

    private Evidence() {}

    static void append(String broker, String writer, String codec, List<PeerClient> readers)
            throws IOException {
        List<String> lines =
                readers.stream()
                        .map(reader -> String.join(" ", broker, writer, codec, reader.name()))
                        .toList();
        Files.write(FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
