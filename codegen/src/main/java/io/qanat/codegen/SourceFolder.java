package io.qanat.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The folder of generated sources. A file is touched only when its text changed, so that the
/// compiler can skip it. Confined to one thread.
final class SourceFolder {
    private final Path root;
    private final Set<Path> current = new HashSet<>();

    SourceFolder(Path root) {
        this.root = root;
    }

    void put(String packageName, String className, String text) throws IOException {
        Path file = root.resolve(packageName.replace('.', '/')).resolve(className + ".java");
        current.add(file);
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /// Deletes what earlier runs left and this one did not write.
    void prune() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> stale =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !current.contains(file))
                            .toList();
            for (Path file : stale) {
                Files.delete(file);
            }
        }
    }
}
